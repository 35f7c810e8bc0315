//! What roles are called in other people's lists.

use domain::Role;

/// The words for roles; longer ones that say the same stand first.
const ROLES: [(&str, Role); 37] = [
    ("technicians", Role::Technician),
    ("technician", Role::Technician),
    ("engineers", Role::Technician),
    ("engineer", Role::Technician),
    ("fitter", Role::Technician),
    ("installer", Role::Technician),
    ("师傅", Role::Technician),
    ("師傅", Role::Technician),
    ("技师", Role::Technician),
    ("技師", Role::Technician),
    ("工程师", Role::Technician),
    ("工程師", Role::Technician),
    ("维修", Role::Technician),
    ("維修", Role::Technician),
    ("安装", Role::Technician),
    ("安裝", Role::Technician),
    ("dispatcher", Role::Dispatcher),
    ("信息员", Role::Dispatcher),
    ("派工", Role::Dispatcher),
    ("派单", Role::Dispatcher),
    ("派單", Role::Dispatcher),
    ("调度", Role::Dispatcher),
    ("調度", Role::Dispatcher),
    ("clerk", Role::Clerk),
    ("回访", Role::Clerk),
    ("回訪", Role::Clerk),
    ("客服", Role::Clerk),
    ("parts", Role::PartsKeeper),
    ("配件", Role::PartsKeeper),
    ("零件", Role::PartsKeeper),
    ("manager", Role::Manager),
    ("经理", Role::Manager),
    ("經理", Role::Manager),
    ("站长", Role::Manager),
    ("站長", Role::Manager),
    ("店长", Role::Manager),
    ("店長", Role::Manager),
];
/// What stands beside such a word and does not make another role of it.
const BESIDE: [&str; 34] = [
    "管理员",
    "管理員",
    "人员",
    "人員",
    "员",
    "員",
    "工",
    "岗",
    "崗",
    "专员",
    "專員",
    "组",
    "組",
    "高级",
    "高級",
    "资深",
    "資深",
    "售后",
    "售後",
    "上门",
    "上門",
    "网点",
    "網點",
    "服务",
    "服務",
    "senior",
    "junior",
    "lead",
    "service",
    "field",
    "branch",
    "office",
    "repair",
    "keeper",
];

/// The role that a word names: it is made of words for one role alone, and of what may stand beside them. A 客户经理 is no
/// manager of the office.
pub(super) fn role(word: &str) -> Option<Role> {
    let word = word.to_lowercase();
    let mut rest = word.trim();
    let mut role = None;
    while !rest.is_empty() {
        if let Some((known, its)) = ROLES.iter().find(|(known, _)| begins(rest, known)) {
            if role.is_some_and(|role| role != *its) {
                return None;
            }
            role = Some(*its);
            rest = &rest[known.len()..];
        } else {
            let beside = BESIDE.iter().find(|beside| begins(rest, beside))?;
            rest = &rest[beside.len()..];
        }
        rest = rest.trim_start_matches([' ', '-', '_']);
    }

    role
}

/// Whether a text begins with a word; one in Latin letters ends where they end.
fn begins(text: &str, word: &str) -> bool {
    let ends = |rest: &str| !word.is_ascii() || !rest.starts_with(char::is_alphanumeric);

    text.strip_prefix(word).is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_what_its_whole_words_say() {
        for (word, said) in [
            ("师傅", Some(Role::Technician)),
            ("高级维修工程师", Some(Role::Technician)),
            ("安装维修工", Some(Role::Technician)),
            ("Senior field engineer", Some(Role::Technician)),
            ("回访员", Some(Role::Clerk)),
            ("配件管理员", Some(Role::PartsKeeper)),
            ("Parts keeper", Some(Role::PartsKeeper)),
            ("网点经理", Some(Role::Manager)),
            ("Branch Manager", Some(Role::Manager)),
            ("客户经理", None),
            ("Account manager", None),
            ("维修经理", None),
            ("partsman", None),
            ("员", None),
            ("飞行员", None),
        ] {
            assert_eq!(role(word), said, "{word}");
        }
    }

    #[test]
    fn the_words_of_this_program_are_roles() {
        for language in locale::Language::ALL {
            let locale = locale::Locale::new(language);
            for said in
                [Role::Dispatcher, Role::Technician, Role::Clerk, Role::PartsKeeper, Role::Manager]
            {
                let word = locale.role(said);
                assert_eq!(role(&word), Some(said), "{word}");
            }
        }
    }
}
