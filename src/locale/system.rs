//! What the system this program runs on speaks.

/// The languages and countries of the system as it says them itself, the one that counts first: `en_GB.UTF-8` in the
/// environment, `en-GB` in the settings of Windows, where the environment is silent.
pub fn system_tags() -> impl Iterator<Item = String> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let named = names.filter_map(|name| std::env::var(name).ok());

    named.chain(set()).filter(|tag| !tag.is_empty())
}

#[cfg(windows)]
fn set() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(windows))]
fn set() -> Option<String> {
    None
}

#[cfg(all(test, windows))]
mod tests {
    #[test]
    fn windows_says_what_it_speaks() {
        assert!(super::set().is_some_and(|tag| tag.contains('-')));
    }
}
