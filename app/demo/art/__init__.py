"""A child's hand: a sheet of paper, strokes, and the things that pupils of Жетісу draw. Pillow only, deterministic by its generator."""
