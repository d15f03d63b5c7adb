//! What can stop a call of the online-document API, with its code and its words in both languages.

use spindle_delta::DeltaError;
use thiserror::Error;

/// Why a call of the online-document API is refused. The text is the English reason; [`DocumentError::chinese`] has
/// the other.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DocumentError {
    /// A parameter has a value that it cannot have.
    #[error("the parameter `{name}` {reason}")]
    Invalid {
        /// The parameter.
        name: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The body is not what the call takes.
    #[error("the body {0}")]
    NotJson(String),
    /// A parameter is not there.
    #[error("the parameter `{0}` is missing")]
    Missing(&'static str),
    /// The call does not work on this type of document.
    #[error("{0}")]
    DocType(String),
    /// An operation is malformed, or does not fit the document.
    #[error("malformed operation: {0}")]
    Operation(String),
    /// A version that is not there yet.
    #[error("version {v} is newer than the server's, which is {current}")]
    FutureVersion {
        /// The version that was named.
        v: i64,
        /// The document's version.
        current: i64,
    },
    /// Spreadsheet commands cannot be read or applied.
    #[error("{0}")]
    Commands(String),
    /// The type of an export is not known, or not for this kind of document.
    #[error("{0}")]
    ExportType(String),
    /// The file is of a kind that is not imported.
    #[error("{0}")]
    ImportFormat(String),
    /// An import names nothing to be imported.
    #[error("neither `file` nor `downloadUrl` is there")]
    NoSource,
    /// The URL of a file may not be asked.
    #[error("`downloadUrl` is refused: {0}")]
    DownloadUrl(String),
    /// A header of the signature is missing.
    #[error("the header `{0}` is missing")]
    AuthMissing(&'static str),
    /// The signature's headers cannot be read.
    #[error("{0}")]
    AuthMalformed(String),
    /// No such app.
    #[error("there is no app `{0}`")]
    UnknownApp(String),
    /// The signature is another.
    #[error("the signature does not match{}", signed_here(.0.as_deref()))]
    Signature(Option<String>),
    /// The timestamp is too far from the clock.
    #[error("{0}")]
    Timestamp(String),
    /// The signature was taken before.
    #[error("this signature was used before: sign each call with a nonce of its own")]
    Replayed,
    /// The user may not do that.
    #[error("the user's role `{role}` lacks the permission `{permission}`")]
    Permission {
        /// The user's role.
        role: &'static str,
        /// What he would need.
        permission: &'static str,
    },
    /// The app is switched off.
    #[error("the app `{0}` is disabled")]
    AppDisabled(String),
    /// No such document, or another app's.
    #[error("there is no document `{0}`")]
    NoDocument(String),
    /// No such user.
    #[error("there is no user `{0}`: register it with POST /user/v1/api/bs/users")]
    NoUser(String),
    /// No such folder, or another app's.
    #[error("there is no folder `{0}`")]
    NoFolder(String),
    /// No such record.
    #[error("there is no history record `{0}`")]
    NoRecord(String),
    /// No such export, or another user's.
    #[error("there is no export request `{0}`")]
    NoExport(String),
    /// No such import, or another user's.
    #[error("there is no import request `{0}`")]
    NoImport(String),
    /// No such image, attachment or recording.
    #[error("there is no object `{0}`")]
    NoObject(String),
    /// No such route.
    #[error("no route {0}")]
    NoRoute(String),
    /// The route has other methods.
    #[error("this route answers {0}")]
    Method(String),
    /// Other writers were faster, again and again.
    #[error("other writers were faster {0} times: try again")]
    Raced(u32),
    /// The document lies in the recycle bin.
    #[error("the document `{0}` is in the recycle bin")]
    InBin(String),
    /// The base version is too far back.
    #[error(
        "version {v} is too far behind the server's, which is {current}: fetch the content and rebase"
    )]
    TooOld {
        /// The version that was named.
        v: i64,
        /// The document's version.
        current: i64,
    },
    /// The document is not at the version that the caller expects.
    #[error("the document is at version {current}, not at the expected {expected}")]
    OtherVersion {
        /// What the caller expects.
        expected: i64,
        /// The document's version.
        current: i64,
    },
    /// Too many bytes, operations or levels.
    #[error("{0}")]
    TooLarge(String),
    /// Too many calls.
    #[error("the app made more than {0} calls within a minute")]
    TooMany(i64),
    /// A link to an object opens nothing.
    #[error("{0}")]
    Link(String),
}

fn signed_here(text: Option<&str>) -> String {
    text.map(|text| format!("; signed here: {text}"))
        .unwrap_or_default()
}

impl DocumentError {
    /// The API's number. 40406 and 405xx, 40405 and the 4090x are told apart by it.
    pub fn code(&self) -> i64 {
        match self {
            Self::Invalid { .. } | Self::NotJson(_) => 40000,
            Self::Missing(_) => 40001,
            Self::DocType(_) => 40002,
            Self::Operation(_) => 40003,
            Self::FutureVersion { .. } => 40004,
            Self::Commands(_) => 40005,
            Self::ExportType(_) => 40006,
            Self::ImportFormat(_) => 40007,
            Self::NoSource => 40008,
            Self::DownloadUrl(_) => 40009,
            Self::AuthMissing(_) => 40100,
            Self::AuthMalformed(_) => 40101,
            Self::UnknownApp(_) => 40102,
            Self::Signature(_) => 40103,
            Self::Timestamp(_) => 40104,
            Self::Replayed => 40105,
            Self::Permission { .. } => 40300,
            Self::AppDisabled(_) => 40301,
            Self::Link(_) => 40302,
            Self::NoDocument(_) => 40400,
            Self::NoUser(_) => 40401,
            Self::NoFolder(_) => 40402,
            Self::NoExport(_) => 40403,
            Self::NoImport(_) => 40404,
            Self::NoRecord(_) => 40405,
            Self::NoRoute(_) => 40406,
            Self::NoObject(_) => 40407,
            Self::Method(_) => 40500,
            Self::Raced(_) => 40900,
            Self::InBin(_) => 40901,
            Self::TooOld { .. } => 40902,
            Self::OtherVersion { .. } => 40903,
            Self::TooLarge(_) => 41300,
            Self::TooMany(_) => 42900,
        }
    }

    /// The reason in Chinese, the language of the API's own messages. What only a programmer reads (where in an operation,
    /// which string was signed) stays as it is.
    pub fn chinese(&self) -> String {
        match self {
            Self::Invalid { name, reason } => format!("参数 {name} 无效:{reason}"),
            Self::NotJson(reason) => format!("请求体无效:{reason}"),
            Self::Missing(name) => format!("缺少参数 {name}"),
            Self::DocType(reason) => format!("不支持该文档类型:{reason}"),
            Self::Operation(reason) => format!("操作格式错误:{reason}"),
            Self::FutureVersion { v, current } => {
                format!("版本 {v} 高于服务器当前版本 {current}")
            }
            Self::Commands(reason) => format!("表格命令无效:{reason}"),
            Self::ExportType(reason) => format!("不支持该导出类型:{reason}"),
            Self::ImportFormat(reason) => format!("不支持该导入格式:{reason}"),
            Self::NoSource => "参数 file 与 downloadUrl 不能同时为空".to_owned(),
            Self::DownloadUrl(reason) => format!("下载地址被拒绝:{reason}"),
            Self::AuthMissing(name) => format!("缺少请求头 {name}"),
            Self::AuthMalformed(reason) => format!("鉴权信息格式错误:{reason}"),
            Self::UnknownApp(app) => format!("应用 {app} 不存在"),
            Self::Signature(text) => match text {
                Some(text) => format!("签名不匹配,服务器端待签名字符串:{text}"),
                None => "签名不匹配".to_owned(),
            },
            Self::Timestamp(reason) => format!("时间戳无效:{reason}"),
            Self::Replayed => "签名已被使用,请更换 nonce 重新签名".to_owned(),
            Self::Permission { role, permission } => {
                format!("没有 {permission} 权限,当前角色为 {role}")
            }
            Self::AppDisabled(app) => format!("应用 {app} 已停用"),
            Self::NoDocument(fid) => format!("文档 {fid} 不存在"),
            Self::NoUser(user) => format!("用户 {user} 不存在,请先调用添加用户接口"),
            Self::NoFolder(fid) => format!("文件夹 {fid} 不存在"),
            Self::NoExport(id) => format!("导出请求 {id} 不存在"),
            Self::NoImport(id) => format!("导入请求 {id} 不存在"),
            Self::NoRecord(id) => format!("历史记录 {id} 不存在"),
            Self::NoObject(id) => format!("对象 {id} 不存在"),
            Self::NoRoute(path) => format!("接口不存在:{path}"),
            Self::Method(allowed) => format!("请求方法不支持,可用:{allowed}"),
            Self::Raced(times) => format!("并发写入冲突 {times} 次,请重试"),
            Self::InBin(fid) => format!("文档 {fid} 在回收站中"),
            Self::TooOld { v, current } => {
                format!("版本 {v} 距当前版本 {current} 过远,请重新获取内容后再提交")
            }
            Self::OtherVersion { expected, current } => {
                format!("文档当前版本为 {current},与期望的 {expected} 不符")
            }
            Self::TooLarge(reason) => format!("内容过大:{reason}"),
            Self::TooMany(limit) => format!("调用过于频繁,每分钟最多 {limit} 次"),
            Self::Link(reason) => format!("链接无效:{reason}"),
        }
    }
}

impl From<DeltaError> for DocumentError {
    fn from(error: DeltaError) -> Self {
        Self::Operation(error.to_string())
    }
}
