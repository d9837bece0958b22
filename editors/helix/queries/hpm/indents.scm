[
  (body)
  (arguments)
  (parameters)
  (parenthesized)
] @indent

["}" ")"] @outdent
