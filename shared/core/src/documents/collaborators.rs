//! Who may do what with a document or folder. Upstream's page of these calls is not public: paths and bodies are ours,
//! roles and rules are upstream's.

use serde_json::{Value, json};

use super::catalogue::Event;
use super::fields::invalid;
use super::session::{Answer, Session, check_user_id, permit};
use super::sittings::{Happening, keep_event};
use super::{DocumentError, Permission, Role, roles};
use crate::error::Error;
use crate::store::nodes::{self, Kind};
use crate::store::users;

/// Members of one call at most.
const MOST: usize = 100;

/// `PUT /fs/bs/collaborator/role`: `members` is a list of `{appUserId, role}`; `inherit` leaves it to the folder above,
/// `delete` ends a collaboration.
pub(crate) fn put(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    let members: Vec<Value> = session
        .fields
        .list("members")?
        .ok_or(DocumentError::Missing("members"))?;
    if members.len() > MOST {
        return Err(invalid("members", "has more than 100 entries").into());
    }
    let wanted = members.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    session.write(|transaction| {
        let seen = session
            .anything(transaction, &fid, user.uid, Permission::UpdateCollaborator)?
            .ok_or_else(|| DocumentError::NoDocument(fid.clone()))?;
        for (app_user_id, role) in &wanted {
            let member = users::ensure(transaction, &session.app_id, app_user_id)?;
            let had = session
                .see(transaction, &fid, member.uid)?
                .map_or(Role::None, |seen| seen.role);
            if had == Role::Owner {
                return Err(
                    invalid("members", "names the owner, whose role does not change").into(),
                );
            }
            if *role == Some(Role::Admin) || had == Role::Admin {
                permit(seen.role, Permission::UpdateAdmin)?;
            }
            nodes::grant(transaction, &fid, member.uid, *role)?;
            if seen.node.kind != Kind::Folder {
                keep_event(
                    transaction,
                    &fid,
                    &Happening {
                        event: event(had, *role),
                        uid: user.uid,
                        versions: (seen.node.version, seen.node.version),
                        detail: json!({
                            "customer": display(&member),
                            "role": roles::words(role.map_or("inherit", Role::name)),
                        }),
                    },
                )?;
            }
        }
        Ok(Answer::of(&Value::Null))
    })
}

fn display(user: &users::User) -> &str {
    if user.nickname.is_empty() {
        &user.app_user_id
    } else {
        &user.nickname
    }
}

fn event(had: Role, role: Option<Role>) -> Event {
    match role {
        Some(Role::Delete | Role::None) => Event::DeleteRole,
        _ if matches!(had, Role::None | Role::Delete) => Event::InviteRole,
        _ => Event::ChangeRole,
    }
}

/// `None` as role: that of the folder above.
fn read(member: &Value) -> Result<(String, Option<Role>), DocumentError> {
    let text = |name: &str| member.get(name).and_then(Value::as_str);
    let app_user_id =
        text("appUserId").ok_or_else(|| invalid("members", "has an entry without `appUserId`"))?;
    check_user_id(app_user_id)?;
    let role = match text("role") {
        Some("inherit") => None,
        Some(name) => match Role::from_name(name) {
            Some(Role::Owner) | None => {
                return Err(invalid(
                    "members",
                    format!(
                        "has the role `{name}`: reader, editor, admin, none, delete or inherit"
                    ),
                ));
            }
            role => role,
        },
        None => return Err(invalid("members", "has an entry without `role`")),
    };
    Ok((app_user_id.to_owned(), role))
}

/// `GET /fs/bs/collaborator/list`: the owner, and who has a role here.
pub(crate) fn list(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    let seen = session
        .anything(&session.store, &fid, user.uid, Permission::Read)?
        .ok_or_else(|| DocumentError::NoDocument(fid.clone()))?;
    let mut members = vec![(seen.node.owner, Role::Owner.name().to_owned())];
    members.extend(nodes::grants(&session.store, &fid)?);
    let mut views = Vec::with_capacity(members.len());
    for (uid, role) in members {
        if let Some(member) = users::get(&session.store, uid)? {
            views.push(json!({
                "uid": uid,
                "appUserId": member.app_user_id,
                "nickname": member.nickname,
                "role": role,
            }));
        }
    }
    Ok(Answer::of(&Value::Array(views)))
}
