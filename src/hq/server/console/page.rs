//! What all pages are made of: the frame with its rail, notices, badges with a shape and a word, tables, pages of lists.

use locale::{Language, Locale};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::form::Fields;
use super::records::cut;
use super::reply::Reply;
use super::visit::Visit;
use crate::journal::{self, Noted};
use crate::words;

/// Where the style lies.
pub const STYLE: &str = "/console/style.css";
/// Where the icon lies.
pub const ICON: &str = "/console/icon.svg";
/// What stands there.
pub const STYLE_TEXT: &str = include_str!("style.css");
/// What is drawn there.
pub const ICON_TEXT: &str = include_str!("icon.svg");

/// So far back the visitor's last deed is looked for: others may have done something since.
const LATEST: u32 = 20;
/// Lines of a list on one page.
pub const LINES: usize = 50;

/// A place in the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Overview,
    Orders,
    Quarantine,
    Refusals,
    Journal,
    Account,
    None,
}

/// How a word is meant, as the desk's theme has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Info,
    Success,
    Warning,
    Danger,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A shape that says the same as the colour, for eyes that tell colours badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Dot,
    Ring,
    Triangle,
    Check,
    Cross,
    Ban,
    Clock,
}

impl Mark {
    fn drawn(self) -> &'static str {
        match self {
            Self::Dot => r#"<circle cx="6" cy="6" r="4" fill="currentColor" stroke="none"/>"#,
            Self::Ring => r#"<circle cx="6" cy="6" r="3.5"/>"#,
            Self::Triangle => r#"<path d="M6 1.5 11 10.5H1z"/><path d="M6 5v2.5M6 9v.1"/>"#,
            Self::Check => r#"<path d="m2 6.5 2.8 2.8L10 3.5"/>"#,
            Self::Cross => r#"<path d="m2.5 2.5 7 7m0-7-7 7"/>"#,
            Self::Ban => r#"<circle cx="6" cy="6" r="4.5"/><path d="m3 9 6-6"/>"#,
            Self::Clock => r#"<circle cx="6" cy="6" r="4.5"/><path d="M6 3.5V6l1.8 1.2"/>"#,
        }
    }
}

/// A word with its shape.
pub fn badge(mark: Mark, tone: Tone, word: &str) -> Markup {
    html! { span.badge.(tone.class()) { (shape(mark)) (word) } }
}

fn shape(mark: Mark) -> Markup {
    html! { svg.mark viewBox="0 0 12 12" aria-hidden="true" { (PreEscaped(mark.drawn())) } }
}

/// Something to be read before all else.
pub fn notice(tone: Tone, words: &str) -> Markup {
    let mark = match tone {
        Tone::Success => Mark::Check,
        Tone::Danger => Mark::Cross,
        Tone::Warning => Mark::Triangle,
        Tone::Neutral | Tone::Info => Mark::Dot,
    };
    let role = if tone == Tone::Danger { "alert" } else { "status" };

    html! { p.notice.(tone.class()) role=(role) { (shape(mark)) span { (words) } } }
}

/// What makes a form ours.
pub fn seal(visit: &Visit<'_>) -> Markup {
    html! { input type="hidden" name="seal" value=(visit.seal()); }
}

/// When something happened.
pub fn moment(visit: &Visit<'_>, at_ms: i64) -> Markup {
    let (short, full) = visit.when(at_ms);

    html! { time title=(full) { (short) } }
}

/// A deed that nothing brings back: it is opened first and pressed then.
pub fn twice(visit: &Visit<'_>, (name, sure): (&str, &str), form: (&str, &Markup)) -> Markup {
    let (action, fields) = form;

    html! {
        details.twice {
            summary.quiet.danger { (name) }
            form.confirm method="post" action=(action) {
                (seal(visit))
                (fields)
                p { (sure) }
                button.danger { (name) }
            }
        }
    }
}

/// The ways to the pages of a list before and after this one; nothing where all is on one.
pub fn pages(visit: &Visit<'_>, fields: &Fields, count: usize) -> Markup {
    let (page, all) = (fields.page(), count.div_ceil(LINES).max(1));
    let words = &visit.locale;
    let asked = fields.get("q");
    let path = visit.path();
    let link = |page: usize| {
        let query: String = encoded(asked);
        let search = if asked.is_empty() { String::new() } else { format!("&q={query}") };
        format!("{path}?page={}{search}", page + 1)
    };

    html! {
        @if all > 1 {
            nav.pages {
                @if page > 0 { a href=(link(page - 1)) rel="prev" { (words.console_page_before()) } }
                span { (words.console_page(page + 1, all)) }
                @if page + 1 < all { a href=(link(page + 1)) rel="next" { (words.console_page_after()) } }
            }
        }
    }
}

/// As it stands in an address.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);

    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A field to search by.
pub fn search(visit: &Visit<'_>, fields: &Fields, hint: &str) -> Markup {
    html! {
        form.search method="get" action=(visit.path()) role="search" {
            input type="search" name="q" value=(fields.get("q")) placeholder=(hint) aria-label=(hint) maxlength="100";
            button.quiet { (visit.locale.console_search()) }
        }
    }
}

/// A page for whoever is signed in.
pub fn frame(visit: &Visit<'_>, title: &str, place: Place, inside: &Markup) -> Markup {
    let words = &visit.locale;
    let waits = visit.waits;
    let orders = waits.orders + waits.wished + waits.disputed;
    let quarantine = waits.late + waits.salvage;
    let rail = [
        (Place::Overview, "/console", words.console_overview(), 0, Tone::Neutral),
        (Place::Orders, "/console/orders", words.console_orders(), orders, Tone::Warning),
        (
            Place::Quarantine,
            "/console/quarantine",
            words.console_quarantine(),
            quarantine,
            Tone::Warning,
        ),
        (
            Place::Refusals,
            "/console/refusals",
            words.console_refusals(),
            waits.refused + waits.alarmed,
            if waits.alarmed > 0 { Tone::Danger } else { Tone::Neutral },
        ),
        (Place::Journal, "/console/journal", words.console_journal(), 0, Tone::Neutral),
    ];
    let name = visit.operator.as_ref().map_or("", |operator| operator.name.as_str());

    document(
        words,
        title,
        &html! {
            header.bar {
                a.brand href="/console" {
                    (brand())
                    strong { (visit.headquarters) }
                    span.muted { (words.console_name()) }
                }
                div.grow {}
                (languages(visit))
                @if visit.is_read_only() { (badge(Mark::Ring, Tone::Info, &words.console_read_only())) }
                a.who href="/console/account" aria-current=[(place == Place::Account).then_some("page")] {
                    (name)
                }
                form method="post" action="/console/sign-out" { (seal(visit)) button.quiet { (words.console_sign_out()) } }
            }
            div.house {
                nav.rail aria-label=(words.console_name()) {
                    @for (at, path, name, count, tone) in &rail {
                        (step(*at == place, path, name, (*count, *tone)))
                    }
                }
                main {
                    h1 { (title) }
                    @if let Some(said) = &visit.said { (notice(Tone::Danger, said)) }
                    @if let Some(done) = visit.done() { (notice(Tone::Success, &done)) }
                    (inside)
                }
            }
        },
    )
}

fn step(here: bool, place: &str, name: &str, (count, tone): (u64, Tone)) -> Markup {
    html! {
        a href=(place) aria-current=[here.then_some("page")] {
            span { (name) }
            @if count > 0 { span.count.(tone.class()) { (count) } }
        }
    }
}

/// A page for whoever is not signed in.
pub fn bare(visit: &Visit<'_>, title: &str, inside: &Markup) -> Markup {
    document(
        &visit.locale,
        title,
        &html! {
            header.bar {
                span.brand { (brand()) strong { "Branchdesk" } span.muted { (visit.locale.console_name()) } }
                div.grow {}
                (languages(visit))
            }
            main.alone {
                @if let Some(done) = visit.done() { (notice(Tone::Success, &done)) }
                (inside)
            }
        },
    )
}

/// A few words for whoever it may be, and nothing else.
pub fn words_alone(words: &Locale, tone: Tone, said: &str) -> Markup {
    let inside = html! { main.alone { (notice(tone, said)) } };

    document(words, &words.console_name(), &inside)
}

/// A form that is none of ours, or too old.
pub fn forged(visit: &Visit<'_>) -> Markup {
    let words = &visit.locale;

    bare(
        visit,
        &words.console_name(),
        &html! {
            (notice(Tone::Danger, &words.console_forged()))
            p { a href="/console" { (words.console_overview()) } }
        },
    )
}

/// A form of somebody who was signed out meanwhile.
pub fn signed_out(visit: &Visit<'_>) -> Markup {
    let words = &visit.locale;

    bare(
        visit,
        &words.console_sign_in(),
        &html! {
            (notice(Tone::Warning, &words.console_signed_out()))
            p { a href={ "/console/sign-in?next=" (encoded(&visit.path())) } { (words.console_sign_in()) } }
        },
    )
}

/// A page that goes on to another by itself, as if somebody had clicked here.
pub fn passage(words: &Locale, to: &str) -> Markup {
    let inside = html! {
        main.alone { p { a href=(to) { (words.console_go_on()) } } }
    };
    let onward = html! { meta http-equiv="refresh" content={ "0; url=" (to) }; };

    document_with(words, &words.console_name(), (&onward, &inside))
}

/// A file of ours that lies at this place.
pub fn file(place: &str) -> Option<Reply> {
    match place {
        STYLE => Some(Reply::file("text/css; charset=utf-8", STYLE_TEXT)),
        ICON => Some(Reply::file("image/svg+xml", ICON_TEXT)),
        _ => None,
    }
}

fn document(words: &Locale, title: &str, inside: &Markup) -> Markup {
    document_with(words, title, (&html! {}, inside))
}

fn document_with(words: &Locale, title: &str, (head, inside): (&Markup, &Markup)) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " · Branchdesk" }
                link rel="icon" href=(kept(ICON, ICON_TEXT)) type="image/svg+xml";
                link rel="stylesheet" href=(kept(STYLE, STYLE_TEXT));
                (head)
            }
            body { (inside) }
        }
    }
}

/// A file's address: another file has another, for browsers keep it for a year.
fn kept(place: &str, text: &str) -> String {
    format!("{place}?{}", &blake3::hash(text.as_bytes()).to_hex()[..8])
}

fn brand() -> Markup {
    html! { img src=(kept(ICON, ICON_TEXT)) alt="" width="24" height="24"; }
}

fn languages(visit: &Visit<'_>) -> Markup {
    html! {
        form.languages method="post" action="/console/language" {
            (seal(visit))
            input type="hidden" name="back" value=(visit.back());
            @for language in Language::ALL {
                button.quiet name="language" value=(language.tag()) lang=(language.tag())
                    aria-pressed=(if language == visit.locale.language() { "true" } else { "false" }) {
                    (language.own_name())
                }
            }
        }
    }
}

impl Visit<'_> {
    /// What was done before this page was asked for.
    fn done(&self) -> Option<String> {
        let done = self.asked("done")?;
        let noted = Noted::of_code(&done)?;
        let deed = words::deed(Some(noted), &self.locale);

        Some(match self.to_what(noted) {
            Some(subject) => self.locale.console_done(&deed, &subject),
            None => deed,
        })
    }

    /// What the visitor did it to: as the journal has it, not as the address says.
    fn to_what(&self, done: Noted) -> Option<String> {
        let operator = self.operator.as_ref()?;
        let latest = journal::list(&self.storage(), None, LATEST).ok()?;
        let own = |it: &&journal::Entry| it.who.as_deref() == Some(operator.name.as_str());
        let entry = latest.iter().find(own).filter(|it| it.deed == Some(done))?;

        (!entry.subject.is_empty()).then(|| cut(&words::subject(entry, &self.locale)))
    }
}
