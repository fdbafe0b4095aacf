"""What check_templates.py makes of the tools' findings."""

import tempfile
import unittest
from pathlib import Path

from check_templates import Acceptance, Finding, accepted, asl_validator, definitions, judge

OPEN = Finding("checkov", "CKV_AWS_59", "ApiRestGET", "Ensure there is no open access")


class JudgeTest(unittest.TestCase):
    def test_a_finding_without_a_line_is_to_be_put_right(self):
        self.assertEqual(judge([OPEN], []), ["checkov CKV_AWS_59 ApiRestGET: Ensure there is no open access"])

    def test_a_line_accepts_the_resources_that_it_names_and_no_others(self):
        other = Finding("checkov", "CKV_AWS_59", "OtherGET", "Ensure there is no open access")
        lines = [Acceptance("CKV_AWS_59", "ApiRest*", "for everybody")]
        self.assertEqual(judge([OPEN], lines), [])
        self.assertEqual(judge([OPEN, other], lines), [str(other)])

    def test_a_line_that_accepts_nothing_is_to_be_put_right(self):
        lines = [Acceptance("CKV_AWS_18", "DataMail*", "nobody reads them")]
        self.assertEqual(len(judge([], lines)), 1)

    def test_a_line_needs_a_reason(self):
        with self.assertRaises(SystemExit):
            accepted("CKV_AWS_18 DataMail*\n")
        self.assertEqual(accepted("# why\n\nX1 * a reason\n"), [Acceptance("X1", "*", "a reason")])

    def test_state_machines_are_found_by_their_names(self):
        machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "{}"}}
        template = {"Resources": {"Wait": machine, "Queue": {"Type": "AWS::SQS::Queue"}}}
        self.assertEqual(definitions(template), {"Wait": "{}"})

    def test_a_state_machine_that_names_no_state_of_its_own_is_to_be_put_right(self):
        sound = (Path(__file__).parent / "src/main/resources/dev/multimail/infra/schedule.asl.json").read_text()
        broken = sound.replace('"Next": "Enqueue"', '"Next": "Nowhere"')
        self.assertNotEqual(broken, sound)
        with tempfile.TemporaryDirectory() as folder:
            found = asl_validator(Path(folder), {"Sound": sound, "Broken": broken})
        self.assertEqual([finding.resource for finding in found], ["Broken"])
        self.assertIn("Nowhere", found[0].sentence)


if __name__ == "__main__":
    unittest.main()
