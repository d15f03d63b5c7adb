//! Names in headers (RFC 2152).

/// Encodes a name as Microsoft's clients do: only the direct characters stay, and every run is closed.
pub fn encode(name: &str) -> String {
    let mut out = String::new();
    let mut run: Vec<u8> = Vec::new();
    for char in name.chars() {
        if is_direct(char) {
            close(&mut out, &mut run);
            out.push(char);
        } else if char == '+' && run.is_empty() {
            out.push_str("+-");
        } else {
            let mut units = [0; 2];
            for unit in char.encode_utf16(&mut units) {
                run.extend_from_slice(&unit.to_be_bytes());
            }
        }
    }
    close(&mut out, &mut run);
    out
}

fn is_direct(char: char) -> bool {
    char.is_ascii_alphanumeric() || "'(),-./:? \t\r\n".contains(char)
}

fn close(out: &mut String, run: &mut Vec<u8>) {
    use base64::Engine;
    if !run.is_empty() {
        out.push('+');
        out.push_str(&base64::engine::general_purpose::STANDARD_NO_PAD.encode(&*run));
        out.push('-');
        run.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded() {
        assert_eq!(encode("madeup_name.wopitestx"), "madeup+AF8-name.wopitestx");
        assert_eq!(encode("a+b"), "a+-b");
        assert_eq!(encode("Hi!"), "Hi+ACE-");
        assert_eq!(encode("ü"), "+APw-");
        assert_eq!(encode("😀"), "+2D3eAA-");
    }
}
