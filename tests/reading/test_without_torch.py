import subprocess
import sys


def test_reading_needs_neither_torch_nor_the_training_room():
    code = (
        "import sys, quidnunc; quidnunc.read('Peru sent tents to Chile.'); "
        "heavy = ('torch', 'transformers'); "
        "print([m for m in sys.modules if m.split('.')[0] in heavy or m.startswith('quidnunc.training')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
