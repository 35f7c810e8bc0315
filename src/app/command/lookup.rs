//! `branchdesk find TEXT`.

use std::time::Instant;

use clap::Args;
use engine::{Engine, Error, Hit, HitKind, MOST_HITS};
use locale::Locale;
use serde_json::{Value, json};

use super::{Answer, wait};

#[derive(Debug, Args)]
pub struct Find {
    /// Any scrap: phone, name, pinyin, initials, address, serial, order number; several are fine.
    text: String,
    /// How many at most: 1 to 200.
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = limit)]
    limit: usize,
}

impl Find {
    pub fn run(&self, engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
        let begun = Instant::now();
        let hits = wait(engine.find(&self.text, self.limit))?;
        let ms = begun.elapsed().as_secs_f64() * 1e3;
        let words: Vec<String> = hits.iter().map(line).collect();
        let words = match words.as_slice() {
            [] => locale.command_found_nothing(self.text.trim()),
            words => words.join("\n"),
        };
        let hits: Vec<Value> = hits.iter().map(entry).collect();

        Ok(Answer { words, json: json!({ "hits": hits, "ms": (ms * 1e3).round() / 1e3 }) })
    }
}

/// How many may be asked for. Why another number is not taken, the line's own sentence says.
fn limit(text: &str) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=MOST_HITS).contains(limit));

    limit.ok_or_else(|| format!("1..={MOST_HITS}"))
}

/// Number, name, phone, address, and what matched where that is none of these.
fn line(hit: &Hit) -> String {
    let number = hit.order.as_deref().unwrap_or_default();
    let known = [number, &hit.name, &hit.phone, &hit.line];
    let more = [Some(hit.reason.as_str()), hit.branch.as_deref()].into_iter().flatten();
    let more = more.filter(|words| !known.iter().any(|known| known.contains(words)));
    let more: Vec<&str> = more.collect();
    let mut words = known.join("\t");
    if !more.is_empty() {
        words.push('\t');
        words.push_str(&more.join(" · "));
    }

    words
}

/// What matched, and in whose books it is.
fn reason(hit: &Hit) -> String {
    match &hit.branch {
        Some(branch) => format!("{} · {branch}", hit.reason),
        None => hit.reason.clone(),
    }
}

fn entry(hit: &Hit) -> Value {
    let (kind, id) = match hit.kind {
        HitKind::Customer => ("customer", hit.customer.0),
        HitKind::Appliance(id) => ("appliance", id.0),
        HitKind::Order(id) => ("order", id.0),
    };

    json!({ "kind": kind, "id": id, "title": hit.name, "reason": reason(hit), "order": hit.order })
}
