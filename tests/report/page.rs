//! The page, which must be whole in itself.

use super::sample::{empty, failing, finished, stopped};
use hpm::report::html;
use hpm::study::Record;
use insta::assert_snapshot;

type Made = fn() -> Record;

const RECORDS: [(&str, Made); 4] =
    [("finished", finished), ("stopped", stopped), ("failing", failing), ("empty", empty)];

#[test]
fn the_page_of_a_finished_sweep() {
    assert_snapshot!(html(&finished()));
}

#[test]
fn the_page_of_nothing_yet() {
    assert_snapshot!(html(&empty()));
}

#[test]
fn a_page_asks_for_nothing_from_outside() {
    for (name, record) in RECORDS {
        let page = html(&record());
        for outside in ["http:", "https:", "//cdn", "<script", "<link", "@import", "url(", "src="] {
            assert!(!page.contains(outside), "{name} has {outside}");
        }
    }
}

#[test]
fn every_opened_element_is_closed() {
    for (name, record) in RECORDS {
        let page = html(&record());
        for element in [
            "section", "div", "table", "svg", "li", "ol", "details", "pre", "main", "title", "text",
        ] {
            let open = page.matches(&format!("<{element}>")).count()
                + page.matches(&format!("<{element} ")).count();
            assert_eq!(open, page.matches(&format!("</{element}>")).count(), "{name}: {element}");
        }
        assert!(!page.contains("NaN") && !page.contains("inf,"), "{name}");
    }
}

#[test]
fn what_people_wrote_stays_text() {
    let mut record = finished();
    record.head.name = "<script>alert(1)</script>".to_owned();
    record.head.spec_text = "# </pre><img onerror=x>".to_owned();
    record.decisions[0].reason = "a < b & \"c\"".to_owned();
    record.trials[0].info.values[0].1 = "</title><b>".to_owned();
    let page = html(&record);
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("</title><b>"));
    assert!(page.contains("a &lt; b &amp; &quot;c&quot;"));
}

/// `HPM_PAGES=FOLDER cargo test --test report -- --ignored`
#[test]
#[ignore = "writes the pages, to be looked at"]
fn writes_the_pages() {
    let folder = std::env::var("HPM_PAGES").expect("HPM_PAGES names a folder");
    for (name, record) in RECORDS {
        std::fs::write(format!("{folder}/{name}.html"), html(&record())).unwrap();
    }
}
