import MultiMail.Thm.Promises
import MultiMail.Thm.Isolation
import MultiMail.Conformance.LifecycleCheck
import MultiMail.Conformance.TraceCheck
import MultiMail.Statements
