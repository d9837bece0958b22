// Line ends that end statements: those where the grammar allows one, but for those before `or {`.

#include "tree_sitter/parser.h"

#include <stdlib.h>
#include <string.h>

enum Token { LINE_END, CLOSE };

// Whether the last token of the scanner was a `}`.
typedef struct {
  bool closed;
} Scanner;

void *tree_sitter_hpm_external_scanner_create(void) { return calloc(1, sizeof(Scanner)); }
void tree_sitter_hpm_external_scanner_destroy(void *payload) { free(payload); }
unsigned tree_sitter_hpm_external_scanner_serialize(void *payload, char *buffer) {
  buffer[0] = (char)((Scanner *)payload)->closed;
  return 1;
}
void tree_sitter_hpm_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  ((Scanner *)payload)->closed = length > 0 && buffer[0];
}

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == 0xFEFF; }

static void skip_blanks(TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
}

static bool in_name(int32_t c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c > 127;
}

// Whether `or {` comes next: `either` goes on. (`default` goes on, too, but only on the same line.)
static bool goes_on(TSLexer *lexer, bool same_line) {
  char word[9];
  unsigned length = 0;
  while (in_name(lexer->lookahead)) {
    if (length < sizeof word) word[length] = (char)lexer->lookahead;
    length++;
    lexer->advance(lexer, false);
  }
  if (same_line && length == 7 && !memcmp(word, "default", 7)) return true;
  if (length != 2 || word[0] != 'o' || word[1] != 'r') return false;
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
  return lexer->lookahead == '{';
}

// Over blank lines and comments.
static void skip_lines(TSLexer *lexer) {
  for (;;) {
    while (is_blank(lexer->lookahead) || lexer->lookahead == '\n') lexer->advance(lexer, false);
    if (lexer->lookahead != '#') return;
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) lexer->advance(lexer, false);
  }
}

static bool line_end(Scanner *scanner, TSLexer *lexer) {
  lexer->result_symbol = LINE_END;
  if (lexer->lookahead == '\n') {
    lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    skip_lines(lexer);
    if (goes_on(lexer, false)) return false;
  } else {
    if (!scanner->closed || !in_name(lexer->lookahead)) return false;
    lexer->mark_end(lexer);
    if (goes_on(lexer, true)) return false;
  }
  scanner->closed = false;
  return true;
}

bool tree_sitter_hpm_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  Scanner *scanner = payload;
  skip_blanks(lexer);
  if (valid_symbols[CLOSE] && lexer->lookahead == '}') {
    lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    lexer->result_symbol = CLOSE;
    scanner->closed = true;
    return true;
  }
  return valid_symbols[LINE_END] && line_end(scanner, lexer);
}
