//! Symbols, folding, colours.

use super::super::lines::{Encoding, Lines};
use super::super::requests::Answer;
use super::super::session::Session;
use super::super::workspace;
use super::tree;
use crate::ide::index::Index;
use crate::ide::symbols::{Kind, Symbol, symbols};
use crate::ide::tokens::{Colour, colours};
use crate::ide::{folding, tokens};
use lsp_types::*;
use std::sync::Arc;

/// A text with its lines, to place things in it.
struct Text {
    text: Arc<str>,
    lines: Lines,
    encoding: Encoding,
}

fn text(session: &Session, uri: &Uri) -> Answer<Text> {
    let document = session.document(uri).ok_or("the text is not open")?;
    let (text, lines) = (document.text.clone(), document.lines.clone());
    Ok(Text { text, lines, encoding: session.client.encoding })
}

impl Text {
    fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        self.lines.range(&self.text, bytes, self.encoding)
    }
}

pub fn document(
    session: &mut Session,
    params: DocumentSymbolParams,
) -> Answer<DocumentSymbolResponse> {
    let uri = params.text_document.uri;
    let tree = tree(session, &uri)?;
    let text = text(session, &uri)?;
    let view = tree.view();
    let found = view.spec().map_or_else(Vec::new, |spec| symbols(spec, view.text()));
    Ok(DocumentSymbolResponse::Nested(found.iter().map(|one| symbol(one, &text)).collect()))
}

#[allow(deprecated)] // reason: the protocol's type has a field that must be given
fn symbol(one: &Symbol, text: &Text) -> DocumentSymbol {
    DocumentSymbol {
        name: if one.name.is_empty() { "…".to_string() } else { one.name.clone() },
        detail: Some(one.detail.clone()).filter(|text| !text.is_empty()),
        kind: kind(one.kind),
        tags: None,
        deprecated: None,
        range: text.range(one.span.to(one.name_span).range()),
        selection_range: text.range(one.name_span.range()),
        children: Some(one.inner.iter().map(|inner| symbol(inner, text)).collect()),
    }
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Let => SymbolKind::VARIABLE,
        Kind::Block => SymbolKind::FUNCTION,
        Kind::Section => SymbolKind::MODULE,
        Kind::Layer => SymbolKind::FIELD,
        Kind::Setting => SymbolKind::PROPERTY,
        Kind::Import => SymbolKind::FILE,
    }
}

/// Lets, blocks and labels of all specifications whose names hold what is looked for.
#[allow(deprecated)] // reason: the protocol's type has a field that must be given
pub fn workspace(
    session: &mut Session,
    params: WorkspaceSymbolParams,
) -> Answer<Vec<SymbolInformation>> {
    let wanted = params.query.to_lowercase();
    let mut found = Vec::new();
    for root in workspace::all(session) {
        let view = root.view();
        let lines = Lines::of(&root.text);
        let text = Text { text: root.text.clone(), lines, encoding: session.client.encoding };
        let tops = view.spec().map_or_else(Vec::new, |spec| symbols(spec, view.text()));
        let mut waiting: Vec<(Symbol, Option<String>)> =
            tops.into_iter().map(|one| (one, None)).collect();
        while let Some((one, around)) = waiting.pop() {
            let named = matches!(one.kind, Kind::Let | Kind::Block | Kind::Layer);
            if named && one.name.to_lowercase().contains(&wanted) {
                let range = text.range(one.name_span.range());
                found.push(SymbolInformation {
                    name: one.name.clone(),
                    kind: kind(one.kind),
                    tags: None,
                    deprecated: None,
                    location: Location { uri: root.uri.clone(), range },
                    container_name: around,
                });
            }
            let name = one.name;
            waiting.extend(one.inner.into_iter().map(|inner| (inner, Some(name.clone()))));
        }
    }
    found.sort_by(|a, b| {
        (a.location.uri.as_str(), a.location.range.start)
            .cmp(&(b.location.uri.as_str(), b.location.range.start))
    });
    Ok(found)
}

pub fn fold(session: &mut Session, params: FoldingRangeParams) -> Answer<Vec<FoldingRange>> {
    let text = text(session, &params.text_document.uri)?;
    let folds = folding::folds(&text.text).into_iter().map(|one| {
        let range = text.range(one.span);
        let kind = if one.comment { FoldingRangeKind::Comment } else { FoldingRangeKind::Region };
        // The closing brace stays in sight, also where only whole lines fold.
        let end_line = if one.comment { range.end.line } else { range.end.line.saturating_sub(1) };
        let end = one.comment.then_some(range.end.character);
        FoldingRange {
            start_line: range.start.line,
            start_character: Some(range.start.character),
            end_line: end_line.max(range.start.line),
            end_character: end,
            kind: Some(kind),
            collapsed_text: None,
        }
    });
    Ok(folds.collect())
}

/// The names of the protocol, by the numbers of `number`.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: vec![
            SemanticTokenType::KEYWORD,
            SemanticTokenType::NAMESPACE,
            SemanticTokenType::CLASS,
            SemanticTokenType::FUNCTION,
            SemanticTokenType::PROPERTY,
            SemanticTokenType::VARIABLE,
            SemanticTokenType::PARAMETER,
            SemanticTokenType::ENUM_MEMBER,
            SemanticTokenType::NUMBER,
            SemanticTokenType::STRING,
            SemanticTokenType::COMMENT,
            SemanticTokenType::OPERATOR,
            SemanticTokenType::new("label"),
        ],
        token_modifiers: vec![
            SemanticTokenModifier::DECLARATION,
            SemanticTokenModifier::DEFAULT_LIBRARY,
            SemanticTokenModifier::READONLY,
        ],
    }
}

fn number(kind: tokens::Kind) -> u32 {
    match kind {
        tokens::Kind::Keyword => 0,
        tokens::Kind::Section => 1,
        tokens::Kind::Item => 2,
        tokens::Kind::Block => 3,
        tokens::Kind::Property => 4,
        tokens::Kind::Let | tokens::Kind::Index => 5,
        tokens::Kind::Parameter => 6,
        tokens::Kind::Word => 7,
        tokens::Kind::Number => 8,
        tokens::Kind::Text => 9,
        tokens::Kind::Comment => 10,
        tokens::Kind::Operator => 11,
        tokens::Kind::Label => 12,
    }
}

pub fn colour(session: &mut Session, params: SemanticTokensParams) -> Answer<SemanticTokens> {
    let uri = params.text_document.uri;
    let tree = tree(session, &uri)?;
    let text = text(session, &uri)?;
    let view = tree.view();
    let found = colours(&view, &Index::of(&view));
    Ok(SemanticTokens { result_id: None, data: relative(&found, &text) })
}

/// Each relative to the one before, as the protocol wants them.
fn relative(found: &[Colour], text: &Text) -> Vec<SemanticToken> {
    let mut last = Position::new(0, 0);
    let mut data = Vec::with_capacity(found.len());
    for one in found {
        let range = text.range(one.span.clone());
        let same = range.start.line == last.line;
        let (declares, library) = (u32::from(one.declares), u32::from(one.library));
        let index = u32::from(one.kind == tokens::Kind::Index);
        data.push(SemanticToken {
            delta_line: range.start.line - last.line,
            delta_start: range.start.character - if same { last.character } else { 0 },
            length: range.end.character.saturating_sub(range.start.character),
            token_type: number(one.kind),
            token_modifiers_bitset: declares | library << 1 | index << 2,
        });
        last = range.start;
    }
    data
}
