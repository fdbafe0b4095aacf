import MultiMail.Thm.Promises
import MultiMail.Conformance.LifecycleCheck
import MultiMail.Statements
