//! THE table of routes, a part for each component: what a component does not serve it does not link.

use ::http::Method;

use super::{
    ASSEMBLY_STEP, Auth, CONVERSION, CONVERTER_STEP, DOCBUILDER_STEP, DOWNLOAD_STEP, EXPORT_STEP,
    Handler, IMPORT_STEP, MERGE_STEP, OPENING_STEP, RENDER, Route, SAVING_STEP, Table,
    WEBHOOK_STEP,
};
use crate::app::Surface;
use crate::documents::{self, Run};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::saving::{assembly, due, opening};
use crate::settings::Settings;
use crate::{
    App, command, converter, docbuilder, editing, files, meta, operator, pages, scheduler, wopi,
    wopi_client,
};

const GET: &[Method] = &[Method::GET];
const POST: &[Method] = &[Method::POST];
const PUT: &[Method] = &[Method::PUT];
const PUT_DELETE: &[Method] = &[Method::PUT, Method::DELETE];
const DELETE: &[Method] = &[Method::DELETE];
const GET_PUT: &[Method] = &[Method::GET, Method::PUT];
const FILE: &[Method] = &[Method::GET, Method::PUT, Method::POST, Method::DELETE];
const GET_POST: &[Method] = &[Method::GET, Method::POST];

const fn route(
    methods: &'static [Method],
    path: &'static str,
    auth: Auth,
    meaning: &'static str,
    run: for<'a> fn(&App<'a>, &Settings, Request) -> Result<Response<'a>, Error>,
) -> Route {
    Route {
        methods,
        path,
        auth,
        meaning,
        handler: Handler::Plain(run),
    }
}

/// A page, which everybody may see.
const fn page(
    path: &'static str,
    meaning: &'static str,
    run: for<'a> fn(&App<'a>, &Request) -> Response<'a>,
) -> Route {
    let handler = Handler::Page(run);
    Route {
        methods: GET,
        path,
        auth: Auth::Open,
        meaning,
        handler,
    }
}

/// A call of the online-document API that reads.
const fn reads(path: &'static str, meaning: &'static str, run: Run) -> Route {
    let handler = Handler::Document(run);
    Route {
        methods: GET,
        path,
        auth: Auth::App,
        meaning,
        handler,
    }
}

/// A call of the online-document API that changes something.
const fn writes(
    methods: &'static [Method],
    path: &'static str,
    meaning: &'static str,
    run: Run,
) -> Route {
    let handler = Handler::Document(run);
    Route {
        methods,
        path,
        auth: Auth::AppOnce,
        meaning,
        handler,
    }
}

/// A call of it that changes something although it is a GET.
const fn starts(path: &'static str, meaning: &'static str, run: Run) -> Route {
    writes(GET, path, meaning, run)
}

use Auth::{Internal, Link, Open, Operator, Session, Token, Wopi};

/// All parts, for whoever reads the table: pages, descriptions and tests.
pub static TABLES: &[&Table] = &[
    &COMMAND,
    &DOCBUILDER,
    &CONVERTER,
    &DOCUMENTS,
    &IMPORT,
    &EXPORT,
    &EDITOR,
    &FILES,
    &WOPI,
    &SCHEDULER,
];

/// The routes of `command`.
#[rustfmt::skip]
pub static COMMAND: Table = Table { surface: Surface::Command, routes: &[
    route(POST, "/command", Token, "Command service", command::answer),
    route(GET_POST, "/coauthoring/CommandService.ashx", Token, "Command service, legacy path", command::answer),
    route(GET, "/healthcheck", Open, "`true` when the stores can be reached", meta::get_healthcheck),
    route(GET, "/meta/config", Open, "How to talk to this deployment", meta::get_config),
    route(POST, "/dummyCallback", Open, "A storage that takes everything, for trying out", meta::accept_all),
    route(GET, "/index.html", Open, "That the service is there, in words", meta::get_index),
    route(GET, "/robots.txt", Open, "That there is nothing for search engines", meta::get_robots),
    route(GET, "/themes.json", Open, "That there are no themes: 404", meta::no_themes),
    route(GET, "/internal/connections/edit", Operator, "How many editors there are", meta::get_connections),
    page("/", "Sends browsers to the console", pages::home),
    page("/welcome", "The same", pages::home),
    route(GET, "/meta/formats", Open, "The formats and what becomes of them", meta::get_formats),
    route(GET, "/v1/status", Operator, "How the deployment is, in numbers", operator::status::get),
    route(GET, "/v1/forgotten", Operator, "Results that no storage took", operator::forgotten::list),
    route(DELETE, "/v1/forgotten/...", Operator, "Ends one", operator::forgotten::end),
] };

/// The routes of `docbuilder`.
#[rustfmt::skip]
pub static DOCBUILDER: Table = Table { surface: Surface::Docbuilder, routes: &[
    route(POST, "/docbuilder", Token, "Document Builder service", docbuilder::post),
    route(GET, "/docbuilder/api", Open, "The classes and members that scripts can use, and those they cannot", docbuilder::get_api),
    route(POST, DOCBUILDER_STEP, Internal, "Runs a build that nobody works on", docbuilder::post_step),
] };

/// The routes of `converter`.
#[rustfmt::skip]
pub static CONVERTER: Table = Table { surface: Surface::Converter, routes: &[
    route(POST, "/converter", Token, "Conversion; answers JSON", converter::json),
    route(GET_POST, "/ConvertService.ashx", Token, "Conversion, legacy path; answers XML", converter::xml),
    route(POST, "/v1/conversions", Operator, "Converts a file that is sent", converter::post_upload),
    route(GET, "/v1/conversions/...", Operator, "How far that is, and its link", converter::get_upload),
    route(POST, OPENING_STEP, Internal, "Opens a document to be edited", opening::post_step),
    route(POST, ASSEMBLY_STEP, Internal, "Writes a save of a document under edit", assembly::post_step),
    route(POST, DOWNLOAD_STEP, Internal, "Writes a document under edit as a file that somebody wants to have", editing::post_download_step),
    route(POST, CONVERSION, Internal, "Converts the file that is sent, for scripts that save other formats", converter::post_file),
    route(POST, CONVERTER_STEP, Internal, "Runs a conversion that nobody works on", converter::post_step),
] };

/// The routes of `documents`.
#[rustfmt::skip]
pub static DOCUMENTS: Table = Table { surface: Surface::Documents, routes: &[
    writes(POST, "/fs/bs/doc/create", "Makes a document", documents::create::run),
    reads("/fs/bs/content", "The content of a document, as it is or was", documents::content::run),
    writes(POST, "/fs/bs/doc/offlineUpload", "Applies edits that were made elsewhere", documents::offline_upload::run),
    reads("/quill/bs/his/list", "A page of a note's history, to be replayed", documents::quill_history::run),
    reads("/quill/bs/his/diff", "What became of a note between two versions, and who did it", documents::difference::run),
    reads("/quill/bs/ops", "The operations of a note from a version on", documents::feed::operations),
    reads("/sheet/bs/his/list", "A page of a spreadsheet's history", documents::sheet_history::run),
    reads("/sheet/bs/his", "One record of it, with the workbook before it", documents::sheet_record::run),
    reads("/sheet/bs/v1/api/getJson", "A workbook, packed", documents::sheet_json::run),
    writes(PUT, "/fs/bs/doc/restore", "Brings a document back to what it was", documents::restore::run),
    reads("/fs/bs/search", "Full text over what a user may read", documents::search::run),
    reads("/fs/bs/changes", "What changed of all that a user may read", documents::feed::changes),
    writes(POST, "/user/v1/api/bs/users", "Registers users", documents::register::run),
    writes(POST, "/fs/bs/folder/create", "Makes a folder", documents::folder::run),
    reads("/fs/bs/recycleBin", "What a user has in the recycle bin", documents::bin::list),
    writes(PUT, "/fs/bs/file/delete", "Puts documents and folders into the recycle bin", documents::bin::delete),
    writes(PUT, "/fs/bs/recycleBin/revert", "Brings them back", documents::bin::revert),
    reads("/fs/bs/file/info", "One document or folder", documents::files::info),
    reads("/fs/bs/file/list", "What lies in a folder, or is shared with a user", documents::files::list),
    writes(PUT, "/fs/bs/file/rename", "Gives a document or folder another name", documents::files::rename),
    writes(PUT, "/fs/bs/file/move", "Puts a document or folder elsewhere", documents::files::relocate),
    writes(PUT, "/fs/bs/collaborator/role", "Says who may do what", documents::collaborators::put),
    reads("/fs/bs/collaborator/list", "Who may do what", documents::collaborators::list),
    writes(PUT, "/fs/bs/file/clean", "Ends the objects that only a document's history names", documents::objects::clean),
    writes(PUT, "/oss/bs/private/object", "A link to put an image, attachment or recording", documents::objects::put_link),
    reads("/oss/bs/private/object", "A link to get one", documents::objects::get_link),
    reads("/oss/bs/user/size", "The bytes of a user's objects", documents::objects::size),
    route(PUT, "/oss/objects/...", Link, "Takes an object", documents::objects::put),
    route(GET, "/oss/objects/...", Link, "Gives an object", documents::objects::get),
    route(GET, "/v1/apps", Operator, "The apps of the online-document API", documents::apps::list),
    route(PUT_DELETE, "/v1/apps/...", Operator, "Makes, changes or removes an app", documents::apps::change),
    writes(PUT, "/fs/bs/recycleBin/clean", "Ends them for good", documents::bin::clean),
] };

/// The routes of `import`.
#[rustfmt::skip]
pub static IMPORT: Table = Table { surface: Surface::Import, routes: &[
    writes(POST, "/fs/bs/import/start", "Makes a file into a document", documents::import::start::run),
    reads("/fs/bs/import/result", "What became of it", documents::import::result::run),
    route(POST, IMPORT_STEP, Internal, "Runs an import that nobody works on", documents::import::post_step),
    route(POST, MERGE_STEP, Internal, "Brings a saved file into the document that it is of", documents::as_file::post_merge_step),
] };

/// The routes of `export`.
#[rustfmt::skip]
pub static EXPORT: Table = Table { surface: Surface::Export, routes: &[
    starts("/fs/bs/export/start", "Makes a document into a file", documents::export::start::run),
    reads("/fs/bs/export/result", "What became of it, with a link", documents::export::result::run),
    route(POST, EXPORT_STEP, Internal, "Runs an export that nobody works on", documents::export::post_step),
    route(POST, WEBHOOK_STEP, Internal, "Tells others what has ended", documents::webhook::post_step),
    route(POST, RENDER, Internal, "Writes a document as a file, for who opens it as one", documents::as_file::post_render),
] };

/// The routes of `editor`.
#[rustfmt::skip]
pub static EDITOR: Table = Table { surface: Surface::Editor, routes: &[
    route(POST, "/editing", Token, "Joins a document, and opens it if nobody has", editing::join),
    route(GET_POST, "/editing/...", Session, "Calls of a session: the document, changes, events, saving, leaving", editing::serve),
    route(GET, "/hosting/discovery", Open, "Which files are opened for WOPI hosts, and where", wopi_client::get_discovery),
    route(GET, "/hosting/capabilities", Open, "What WOPI hosts can count on besides", wopi_client::get_capabilities),
    route(GET_POST, "/hosting/wopi/...", Wopi, "The editor, for a WOPI host's page", wopi_client::open_page),
    route(GET, "/v1/outbox", Operator, "Results of saves that no storage has taken", operator::outbox::list),
    route(POST, "/v1/outbox/...", Operator, "Delivers one again", operator::outbox::deliver),
    route(GET, "/v1/jobs", Operator, "Work that has not ended, or ended badly", operator::jobs::list),
    page("/web-apps/...", "The pages of the editors and the console, and `api.js`", pages::get),
    route(POST, SAVING_STEP, Internal, "Does what is due for a document under edit", due::post_step),
] };

/// The routes of `files`.
#[rustfmt::skip]
pub static FILES: Table = Table { surface: Surface::Files, routes: &[
    route(GET, "/cache/files/...", Link, "Signed downloads", files::get),
    route(GET, "/v1/spindle/export/...", Link, "Exported documents", documents::export::download::get),
] };

/// The routes of `wopi`.
#[rustfmt::skip]
pub static WOPI: Table = Table { surface: Surface::Wopi, routes: &[
    route(GET_POST, "/wopi/files/...", Wopi, "Operations on files", wopi::serve),
    route(GET_POST, "/wopi/containers/...", Wopi, "Operations on folders", wopi::serve),
    route(GET, "/wopi/ecosystem", Wopi, "The whole", wopi::serve),
    route(GET, "/wopi/ecosystem/...", Wopi, "The folder above all others", wopi::serve),
    route(GET, "/wopi/host/...", Link, "The page that opens a file in its client", wopi::host_page::get),
    route(GET, "/wopi/download", Link, "The bytes of a file, for clients that ask without a token", wopi::download::get),
    route(GET_PUT, "/v1/files", Operator, "What lies in a folder; a new file or folder", operator::files::top),
    route(FILE, "/v1/files/...", Operator, "A file or folder: content, versions, recovery copies, activities, tokens", operator::files::one),
    route(GET, "/v1/locks", Operator, "The locks that hold", operator::locks::list),
    route(DELETE, "/v1/locks/...", Operator, "Ends a lock", operator::locks::end),
    route(GET, "/v1/wopi", Operator, "What is known of the clients", operator::wopi::state),
    route(GET_POST, "/v1/wopi/selftest", Operator, "Runs the operations on a file of its own", operator::wopi::selftest),
] };

/// The routes of `scheduler`.
#[rustfmt::skip]
pub static SCHEDULER: Table = Table { surface: Surface::Scheduler, routes: &[
    route(GET_POST, "/internal/tick", Operator, "Drives stale jobs, forgets what has expired", scheduler::tick),
] };
