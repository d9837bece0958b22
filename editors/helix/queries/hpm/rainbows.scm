[
  (body)
  (arguments)
  (parameters)
  (parenthesized)
] @rainbow.scope

["{" "}" "(" ")"] @rainbow.bracket
