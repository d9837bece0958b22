[
  (body)
  (arguments)
  (parameters)
  (parenthesized)
] @fold
