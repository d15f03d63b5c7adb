//! The kinds of events that the history knows, with their words.

use serde_json::{Map, Value, json};

/// A kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    EditContent,
    InviteRole,
    ChangeRole,
    DeleteRole,
    FileCreate,
    FileDelete,
    FileRevert,
    FileRegain,
    FileMove,
    FileRename,
}

/// Name and words of every kind that the API knows, made here or not. The name in upper case is the key.
const KINDS: &[(&str, &str)] = &[
    ("editcontent", "{user} 编辑了文档"),
    (
        "inviterole",
        "{user} 邀请 {customer} 参与协作，权限为“{role}”",
    ),
    ("changerole", "{user} 将 {customer} 的权限改为“{role}”"),
    ("deleterole", "{user} 移除了 {customer} 的协作权限"),
    ("quitrole", "{user} 退出了协作"),
    ("filecreate", "{user} 创建了文档"),
    ("filedelete", "{user} 删除了文档"),
    ("filerevert", "{user} 从回收站恢复了文档"),
    ("fileregain", "{user} 将文档还原到 {revertpoint}"),
    ("filemove", "{user} 将文档移动到 {location}"),
    ("filerename", "{user} 将文档重命名为 {detail}"),
    ("share", "{user} 开启了分享"),
    ("unshare", "{user} 关闭了分享"),
    ("filecopy", "{user} 复制了文档"),
    ("tonote", "{user} 将内容转为文档"),
    ("audio_export", "{user} 导出了音频"),
];

impl Event {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::EditContent => "editcontent",
            Self::InviteRole => "inviterole",
            Self::ChangeRole => "changerole",
            Self::DeleteRole => "deleterole",
            Self::FileCreate => "filecreate",
            Self::FileDelete => "filedelete",
            Self::FileRevert => "filerevert",
            Self::FileRegain => "fileregain",
            Self::FileMove => "filemove",
            Self::FileRename => "filerename",
        }
    }
}

/// The map `histypes` of the histories.
pub(crate) fn kinds() -> Value {
    let members: Map<String, Value> = KINDS
        .iter()
        .map(|(name, words)| (name.to_uppercase(), json!({ "name": name, "tpl": words })))
        .collect();
    Value::Object(members)
}

/// The words of an event. Who did it is blanked, as upstream blanks it: clients put a name in front.
pub(crate) fn words(kind: &str, detail: &Value) -> String {
    let template = KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .map_or("", |(_, words)| words);
    let mut words = template.replace("{user}", "");
    for name in ["customer", "role", "revertpoint", "location", "detail"] {
        let value = detail.get(name).and_then(Value::as_str).unwrap_or_default();
        words = words.replace(&format!("{{{name}}}"), value);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_filled_and_the_user_is_blanked() {
        assert_eq!(words("filecreate", &json!({})), " 创建了文档");
        assert_eq!(
            words("filerename", &json!({ "detail": "新" })),
            " 将文档重命名为 新"
        );
        assert_eq!(kinds().as_object().unwrap().len(), 16);
        assert_eq!(kinds()["AUDIO_EXPORT"]["name"], "audio_export");
    }
}
