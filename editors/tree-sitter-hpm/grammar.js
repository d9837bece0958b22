/**
 * The hpm language (docs/language.md, grammar/*.pest).
 *
 * It reads right specifications. The compiler's own parser, which accepts every text and tells
 * what is wrong with it, is behind `hpm lsp`.
 */

/// <reference types="tree-sitter-cli/dsl" />

// Larger binds tighter, as in src/syntax/lower/operator.rs. One less: it takes all of that power.
const POWER = {
  for: 1, default: 3, choice: 5, or: 7, and: 9, not: 11, compare: 13, per: 15,
  scale: 17, range: 19, sum: 21, product: 23, negate: 25, power: 27,
};

// Words are soft: those that lead are names where a label, a let or a block is named, and those
// that stand behind a value are names wherever a value begins, too.
const LEADING = [
  'let', 'import', 'require', 'block', 'maybe', 'each', 'repeat', 'either', 'not', 'maximize',
  'minimize', 'true', 'false',
];
const BEHIND = ['log', 'step', 'by', 'default', 'per', 'for', 'as', 'and', 'or'];

const list = (rule) => seq(rule, repeat(seq(',', rule)), optional(','));

const binary = ($, power, operator) =>
  prec.left(power, seq(field('left', $._value), field('operator', operator), field('right', $._value)));

module.exports = grammar({
  name: 'hpm',

  // The scanner emits a line end only where a statement may end: inside of round brackets, and
  // before `or {`, lines do not matter. Behind a `}` it emits one without width where a name follows.
  externals: ($) => [$._line_end, $._close],
  extras: ($) => [/\s/, $.comment, $.documentation],
  word: ($) => $.name,
  supertypes: ($) => [$._value, $._statement],
  conflicts: ($) => [],

  rules: {
    source_file: ($) => seq(
      repeat($._end),
      optional(seq($._top, repeat(seq(repeat1($._end), $._top)), repeat($._end))),
    ),

    _end: ($) => choice($._line_end, ';'),

    _top: ($) => choice($.let, $.import, $.block, $.section),

    let: ($) => seq('let', field('name', $._name), '=', field('value', $._value)),

    import: ($) => seq('import', field('path', $.string)),

    block: ($) => seq(
      'block',
      field('name', $._name),
      optional(field('parameters', $.parameters)),
      field('body', $.body),
    ),

    parameters: ($) => seq('(', optional(list($.parameter)), ')'),

    parameter: ($) => seq(field('name', $._name), optional(seq('=', field('default', $._value)))),

    section: ($) => seq(field('name', $.name), field('body', $.body)),

    body: ($) => seq(
      '{',
      repeat($._end),
      optional(seq($._statement, repeat(seq(repeat1($._end), $._statement)), repeat($._end))),
      alias($._close, '}'),
    ),

    _statement: ($) => choice($.let, $.require, $.entry, $.layer),

    require: ($) => seq('require', field('condition', $._value)),

    // `name: value`: a setting, or a layer with its label.
    entry: ($) => seq(
      field('label', $._name),
      ':',
      field('value', choice(alias($._values, $.list), $._value, $.body)),
    ),

    _values: ($) => seq($._value, choice(',', seq(repeat1(seq(',', $._value)), optional(',')))),

    // A value on its own is a layer, or several to choose from.
    layer: ($) => choice($._value, $.body),

    _value: ($) => choice(
      $.choice, $.range, $.scaled, $.stepped, $.defaulted, $.arithmetic, $.comparison, $.logical,
      $.negation, $.per, $.over, $.maybe, $.each, $.repeat, $.either, $.goal,
      $.quantity, $.string, $.call, $.parenthesized, $.boolean,
    ),

    choice: ($) => binary($, POWER.choice, '|'),
    range: ($) => binary($, POWER.range, '..'),
    scaled: ($) => prec.left(POWER.scale, seq(field('range', $._value), 'log')),
    stepped: ($) => prec.left(POWER.scale, seq(
      field('range', $._value),
      choice(seq('step', field('step', $._value)), seq('by', field('factor', $.factor))),
    )),
    defaulted: ($) => prec.left(POWER.default, seq(
      field('domain', $._value), 'default', field('default', $._value),
    )),
    arithmetic: ($) => choice(
      ...['+', '-'].map((sign) => binary($, POWER.sum, sign)),
      ...['*', '/'].map((sign) => binary($, POWER.product, sign)),
      binary($, POWER.power, '^'),
    ),
    comparison: ($) => choice(
      ...['<=', '>=', '==', '!=', '<', '>'].map((sign) => binary($, POWER.compare, sign)),
    ),
    logical: ($) => choice(binary($, POWER.and, 'and'), binary($, POWER.or, 'or')),
    negation: ($) => choice(
      prec(POWER.negate, seq('-', $._value)),
      prec(POWER.not, seq('not', $._value)),
    ),
    per: ($) => prec.left(POWER.per, seq($._value, 'per', field('unit', $.name))),
    // `gain < 0.2% for 2 rungs`
    over: ($) => prec.left(POWER.for, seq($._value, 'for', $._value)),

    maybe: ($) => prec(POWER.choice - 1, seq('maybe', choice($._value, $.body))),
    each: ($) => prec(POWER.default - 1, seq('each', $._value)),
    goal: ($) => seq(choice('maximize', 'minimize'), field('metric', $.name)),

    repeat: ($) => seq(
      'repeat',
      field('count', $._value),
      optional(seq('as', field('index', $._name))),
      field('body', $.body),
    ),

    either: ($) => prec.right(seq('either', $.body, repeat1(seq('or', $.body)))),

    // Without its braces it wins: in `repeat width { … }` they are those of `repeat`.
    call: ($) => choice(
      prec(1, seq(field('name', $._path), optional(field('arguments', $.arguments)))),
      seq(field('name', $._path), optional(field('arguments', $.arguments)), field('body', $.body)),
    ),

    _path: ($) => choice($._operand, $.path),
    path: ($) => seq($._operand, repeat1(seq('.', $._name))),

    arguments: ($) => seq('(', optional(list(choice($.argument, $._value))), ')'),
    argument: ($) => seq(field('name', $._name), ':', field('value', $._value)),
    parenthesized: ($) => seq('(', list($._value), ')'),

    quantity: ($) => seq($.number, optional(choice($.unit, alias($.name, $.counted)))),
    number: (_) => /\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?/,
    unit: (_) => token.immediate(choice('%', 'k', 'M', 'G', 's', 'min', 'h', 'KiB', 'MiB', 'GiB')),
    factor: (_) => /x[ \t]*\d[\d_]*(\.\d[\d_]*)?/,

    boolean: (_) => choice('true', 'false'),
    string: (_) => /"[^"\n]*"/,

    _operand: ($) => choice($.name, ...BEHIND.map((word) => alias(word, $.name))),
    _name: ($) => choice($._operand, ...LEADING.map((word) => alias(word, $.name))),
    name: (_) => /[_\p{XID_Start}][_\p{XID_Continue}]*/,

    documentation: (_) => token(prec(1, /##[^\n]*/)),
    comment: (_) => token(/#[^\n]*/),
  },
});
