//! Signing in and out, and one's own password.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::Place;
use super::form::Fields;
use super::page::{self, Tone, frame, notice};
use super::reply::Reply;
use super::visit::{Visit, own_place};
use crate::journal::Noted;
use crate::operator::{self, PASSWORD, SigningIn};
use crate::secret;

/// Leads to the door, and from there back.
pub fn to_the_door(visit: &Visit<'_>) -> Reply {
    let place = visit.place();
    if place == "/console" || place.contains(['&', '#', '%', '+']) {
        return Reply::to("/console/sign-in");
    }

    Reply::to(&format!("/console/sign-in?next={place}"))
}

/// The door.
pub fn door(visit: &Visit<'_>, fields: &Fields) -> Reply {
    if visit.operator.is_some() {
        return Reply::to(next(fields));
    }
    if visit.shown().is_empty() {
        // The form needs something to be known by: it is there when they come back. Whoever follows a link from elsewhere
        // shows nothing, though they are signed in: a page of ours sends them on, so that they come from here.
        let door = secret::code::<32>(&mut visit.storage().moment());
        let cookie = visit.cookie((visit.door_cookie(), &door), None);
        return match fields.has("again") {
            false => {
                let to = format!("/console/sign-in?again=1&next={}", page::encoded(next(fields)));
                Reply::page(page::passage(&visit.locale, &to)).keeping(cookie)
            }
            true => Reply::page(without_cookies(visit)).keeping(cookie),
        };
    }

    Reply::page(form(visit, next(fields), None))
}

fn next(fields: &Fields) -> &str {
    own_place(fields.get("next"))
}

/// Lets somebody in, or says that they are not.
pub fn sign_in(visit: &Visit<'_>, fields: &Fields) -> Reply {
    let (name, password) = (fields.get("name"), fields.exact("password"));
    let words = &visit.locale;
    let signing = operator::sign_in(&visit.storage(), name, password, &visit.peer());
    match signing {
        Ok(SigningIn::In(shown)) => {
            let cookie = visit.cookie((visit.session_cookie(), &shown), None);
            Reply::to(next(fields)).keeping(cookie)
        }
        Ok(SigningIn::Wrong) => {
            let said = Some(words.console_sign_in_wrong());
            let page = form(visit, next(fields), said);
            Reply::no(StatusCode::UNAUTHORIZED, "wrong_password", page)
        }
        Ok(SigningIn::TooOften) => {
            let said = Some(words.console_sign_in_too_often());
            let page = form(visit, next(fields), said);
            Reply::no(StatusCode::TOO_MANY_REQUESTS, "too_many_tries", page)
        }
        Err(error) => {
            let page = form(visit, next(fields), Some(visit.sentence(&error)));
            Reply::no(StatusCode::SERVICE_UNAVAILABLE, "busy", page)
        }
    }
}

/// Signs whoever looks out.
pub fn sign_out(visit: &Visit<'_>) -> Reply {
    if let Some(operator) = &visit.operator
        && let Err(error) = operator::sign_out(&visit.storage(), operator, visit.shown())
    {
        return Reply::trouble(visit, &error);
    }

    Reply::to("/console/sign-in").keeping(visit.cookie((visit.session_cookie(), ""), Some(0)))
}

/// Gives whoever is signed in another password. They sign in anew with it.
pub fn change_password(visit: &Visit<'_>, fields: &Fields) -> Reply {
    let Some(operator) = &visit.operator else { return to_the_door(visit) };
    let storage = visit.storage();
    let (old, new) = (fields.exact("old"), fields.exact("new"));
    let again = |said: String| {
        let page = account(&visit.saying(said));
        Reply::no(StatusCode::UNPROCESSABLE_ENTITY, "wrong_password", page)
    };
    if new != fields.exact("repeated") {
        return again(visit.locale.console_password_differs());
    }
    match operator::is_theirs(&storage, &operator.name, old, &visit.peer()) {
        Ok(true) => {}
        Ok(false) => return again(visit.locale.console_sign_in_wrong()),
        Err(error) => return again(visit.sentence(&error)),
    }
    match operator::set_password(&storage, &operator.name, new) {
        Ok(()) => Reply::to(&format!("/console/sign-in?done={}", Noted::PasswordChanged.code())),
        Err(error) => again(visit.sentence(&error)),
    }
}

fn form(visit: &Visit<'_>, next: &str, said: Option<String>) -> Markup {
    let words = &visit.locale;
    let inside = html! {
        form.card.door method="post" action="/console/sign-in" {
            (page::seal(visit))
            input type="hidden" name="next" value=(next);
            h1 { (words.console_sign_in()) }
            p.muted { (visit.headquarters) }
            @if let Some(said) = &said { (notice(Tone::Danger, said)) }
            label { span { (words.console_name_field()) }
                input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="40" required autofocus;
            }
            label { span { (words.console_password()) }
                input name="password" type="password" autocomplete="current-password" maxlength="200" required;
            }
            button.primary { (words.console_sign_in()) }
            p.muted.small { (words.console_sign_in_how()) }
        }
    };

    page::bare(visit, &words.console_sign_in(), &inside)
}

fn without_cookies(visit: &Visit<'_>) -> Markup {
    let words = &visit.locale;

    let inside = html! {
        (notice(Tone::Warning, &words.console_no_cookies()))
        p { a href="/console/sign-in?again=1" { (words.console_sign_in()) } }
    };

    page::bare(visit, &words.console_sign_in(), &inside)
}

/// One's own name and password.
pub fn account(visit: &Visit<'_>) -> Markup {
    let words = &visit.locale;
    let name = visit.operator.as_ref().map(|operator| operator.name.clone()).unwrap_or_default();
    let inside = html! {
        section.card {
            h2 { (words.console_password_change()) }
            form.stack method="post" action="/console/account/password" {
                (page::seal(visit))
                input type="hidden" name="username" autocomplete="username" value=(name);
                label { span { (words.console_password_old()) }
                    input name="old" type="password" autocomplete="current-password" maxlength="200" required; }
                label { span { (words.console_password_new()) }
                    input name="new" type="password" autocomplete="new-password" minlength=(PASSWORD) maxlength="200" required;
                    small { (words.console_password_how(PASSWORD)) } }
                label { span { (words.console_password_repeated()) }
                    input name="repeated" type="password" autocomplete="new-password" minlength=(PASSWORD) maxlength="200" required; }
                button.primary { (words.console_password_change()) }
            }
        }
    };

    frame(visit, &name, Place::Account, &inside)
}
