"""A child's hand: paper, strokes, and the things that pupils of Жетісу draw. Pillow only."""
