//! A rule as it is typed.

use domain::{ArticleId, Category, EnquiryChannel, Level, Rule, StaffId, TemplateId};

/// What is typed, word for word.
#[derive(Default)]
pub struct Form {
    /// What has no field here stays as it is.
    rule: Rule,
    words: String,
    models: String,
    regions: String,
    pub touched: bool,
}

/// A field with words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Name,
    Words,
    Models,
    Regions,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(Line, String),
    ChannelPicked(usize),
    CategoryPicked(usize),
    VipToggled(bool),
    PersonPicked(usize),
    TemplatePicked(usize),
    ArticlePicked(usize),
    UrgentToggled(bool),
    SendToggled(bool),
}

impl Form {
    pub fn of(rule: &Rule) -> Self {
        Self {
            words: rule.words.join(", "),
            models: rule.models.join(", "),
            regions: rule.regions.join(", "),
            rule: rule.clone(),
            touched: false,
        }
    }

    pub fn name(&self) -> &str {
        &self.rule.name
    }

    pub fn line(&self, line: Line) -> &str {
        match line {
            Line::Name => &self.rule.name,
            Line::Words => &self.words,
            Line::Models => &self.models,
            Line::Regions => &self.regions,
        }
    }

    /// The rule as it stands in the fields.
    pub fn read(&self) -> Rule {
        Rule {
            words: several(&self.words),
            models: several(&self.models),
            regions: several(&self.regions),
            ..self.rule.clone()
        }
    }

    /// What is picked; any, or nobody, stands before all others.
    pub fn update(
        &mut self,
        message: Message,
        (people, wordings, articles): (&[StaffId], &[TemplateId], &[ArticleId]),
    ) {
        self.touched = true;
        let before = |at: usize| at.checked_sub(1);
        match message {
            Message::Typed(Line::Name, words) => self.rule.name = words,
            Message::Typed(Line::Words, words) => self.words = words,
            Message::Typed(Line::Models, words) => self.models = words,
            Message::Typed(Line::Regions, words) => self.regions = words,
            Message::ChannelPicked(at) => {
                let picked = before(at).and_then(|at| EnquiryChannel::ALL.get(at));
                self.rule.channels = picked.copied().into_iter().collect();
            }
            Message::CategoryPicked(at) => {
                let picked = before(at).and_then(|at| Category::ALL.get(at));
                self.rule.categories = picked.copied().into_iter().collect();
            }
            Message::VipToggled(vip) => self.rule.level = vip.then_some(Level::Vip),
            Message::PersonPicked(at) => {
                self.rule.person = before(at).and_then(|at| people.get(at)).copied();
            }
            Message::TemplatePicked(at) => {
                self.rule.template = before(at).and_then(|at| wordings.get(at)).copied();
            }
            Message::ArticlePicked(at) => {
                let picked = before(at).and_then(|at| articles.get(at));
                self.rule.article = picked.map(|article| article.0);
            }
            Message::SendToggled(send) => self.rule.send = send,
            Message::UrgentToggled(urgent) => self.rule.urgent = urgent,
        }
    }

    pub fn rule(&self) -> &Rule {
        &self.rule
    }
}

/// Words between commas, of whichever script.
fn several(typed: &str) -> Vec<String> {
    let words = typed.split([',', '，', '、', ';', '；', '\n']).map(str::trim);

    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_commas_of_any_script() {
        assert_eq!(several("漏水，冒烟、 gas smell,;"), ["漏水", "冒烟", "gas smell"]);
        assert!(several(" ， ").is_empty());
    }
}
