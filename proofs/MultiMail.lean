import MultiMail.Thm.Promises
import MultiMail.Thm.Isolation
import MultiMail.Thm.Seals
import MultiMail.Conformance.LifecycleCheck
import MultiMail.Conformance.TraceCheck
import MultiMail.Conformance.Replay
import MultiMail.Statements
