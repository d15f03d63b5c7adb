/** What the page says to the user where a WOPI host is asked for something. */
export const wopiWords = {
  en: {
    "wopi.renamed.failed": "The file cannot be renamed: {reason}",
    "wopi.saved.as": "Saved as {name}.",
    "wopi.saved.as.failed": "The copy cannot be saved: {reason}",
  },
  zh: {
    "wopi.renamed.failed": "无法重命名文件：{reason}",
    "wopi.saved.as": "已另存为 {name}。",
    "wopi.saved.as.failed": "无法保存副本：{reason}",
  },
};
