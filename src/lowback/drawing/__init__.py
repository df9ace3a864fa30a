"""Pose data becomes a figure: bones, the solver that seats it, the camera and its outlines."""
