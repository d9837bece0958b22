//! `##` and `#`: what they belong to.

use super::parsed;
use crate::syntax::ast::{Doc, Stmt, TopItem};

fn text(doc: Option<&Doc>) -> Option<&str> {
    doc.map(|doc| doc.text.as_str())
}

#[test]
fn docs_attach_to_what_follows() {
    let spec = parsed(
        "## The file.\n\n## A width.\n## Two lines.\nlet w = 3\n\n# plain\nlet v = 4\n\n\
         ## The model.\nmodel {\n    ## First.\n\n    a: 3  ## not a doc\n    b\n    f( ## lost\n\
         ## lost too\n 3)\n    c\n}\n",
    )
    .spec;
    assert_eq!(text(spec.doc.as_ref()), Some("The file."));
    let [TopItem::Let(w), TopItem::Let(v), TopItem::Section(model)] = spec.items.as_slice() else {
        panic!("{:?}", spec.items);
    };
    assert_eq!(text(w.doc.as_ref()), Some("A width.\nTwo lines."));
    assert_eq!(text(v.doc.as_ref()), None);
    assert_eq!(text(model.doc.as_ref()), Some("The model."));
    let docs = model.body.stmts.iter().map(|stmt| match stmt {
        Stmt::Entry(entry) => text(entry.doc.as_ref()),
        _ => None,
    });
    assert_eq!(docs.collect::<Vec<_>>(), [Some("First."), None, None, None]);
}

#[test]
fn a_doc_without_a_blank_line_is_that_of_the_first_item() {
    let spec = parsed("## A width.\nlet w = 3\n").spec;
    assert!(spec.doc.is_none());
    let TopItem::Let(w) = &spec.items[0] else { panic!() };
    assert_eq!(text(w.doc.as_ref()), Some("A width."));
}

#[test]
fn all_comments_are_kept_with_their_places() {
    let source = "# a\nlet w = 3 # b\n## c\nmodel { x: \"#no\" } #d\n";
    let spec = parsed(source).spec;
    let found: Vec<&str> = spec.comments.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(found, ["# a", "# b", "## c", "#d"]);
    for one in &spec.comments {
        assert_eq!(&source[one.span.range()], one.text);
    }
}

#[test]
fn a_doc_between_the_brackets_of_a_head_documents_nothing_in_the_body() {
    let spec = parsed("block b(\n    ## lost\n    n,\n) {\n    relu\n}\n").spec;
    let TopItem::Block(block) = &spec.items[0] else { panic!() };
    let [Stmt::Entry(relu)] = block.body.stmts.as_slice() else { panic!("{:?}", block.body) };
    assert_eq!((text(block.doc.as_ref()), text(relu.doc.as_ref())), (None, None));
}

#[test]
fn without_statements_a_doc_is_the_files_whatever_its_last_line_end() {
    for source in ["## a", "## a\n", "## a\n# b", "## a\n# b\n", "## a\n\n## c"] {
        assert_eq!(text(parsed(source).spec.doc.as_ref()), Some("a"), "{source:?}");
    }
}
