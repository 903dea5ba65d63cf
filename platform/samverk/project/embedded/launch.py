"""Become a program that the kernel signals when the house dies.

launch.py HOUSE_PID SIGNAL PROGRAM [ARGUMENT …]
Run as a file with `python -I -S`: it must know nothing but the standard library and be done in a blink.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1  # prctl(2); kept over execve


def main(house: str, number: str, *argv: str) -> None:
    """Ask for the signal, make sure that the house did not die before that, and become the program."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != int(house):
        sys.exit(1)
    try:
        os.execvp(argv[0], argv)
    except OSError as error:
        sys.exit(f"{argv[0]}: {error.strerror}")


if __name__ == "__main__":
    main(*sys.argv[1:])
