[
  (body)
  (arguments)
  (parameters)
  (parenthesized)
] @indent.begin

["}" ")"] @indent.end @indent.branch

(ERROR "{") @indent.begin
(ERROR "(") @indent.begin
