"""Registers as an unknown office would keep them, made up from a seed, with the exact truth of every cell.

`registers.make(seed, folder)` writes a workbook and gives its truth; `scoring.score` says how well a reading of it
agrees. The truth comes from what the generator meant, never from reading the workbook back. All persons are fictional.
"""
