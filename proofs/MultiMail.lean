import MultiMail.Thm.Promises
import MultiMail.Thm.Isolation
import MultiMail.Conformance.LifecycleCheck
import MultiMail.Statements
