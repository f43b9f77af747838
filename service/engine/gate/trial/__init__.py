"""The trial: example cases that walk every way through a diagram, with the real engine and stubs around it.

Meant to run in a process of its own that may be killed; see service/usecases/trials.py.
"""
