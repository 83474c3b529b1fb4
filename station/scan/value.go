package scan

const deepest = 200 // of what is nested; encoding/json judges what lies deeper

// value is the end of the value that begins at a place.
func value(b []byte, at, depth int) (end int, ok bool) {
	if at >= len(b) || depth > deepest {
		return at, false
	}
	switch c := b[at]; {
	case c == '"':
		return text(b, at+1)
	case c == '{':
		return members(b, at+1, '}', depth)
	case c == '[':
		return members(b, at+1, ']', depth)
	case c == '-' || c-'0' <= 9:
		return number(b, at)
	case c == 't':
		return word(b, at, "true")
	case c == 'f':
		return word(b, at, "false")
	case c == 'n':
		return word(b, at, "null")
	}
	return at, false
}

func word(b []byte, at int, w string) (end int, ok bool) {
	if len(b)-at < len(w) || string(b[at:at+len(w)]) != w {
		return at, false
	}
	return at + len(w), true
}

// members are those of an object or an array, after its bracket.
func members(b []byte, at int, closing byte, depth int) (end int, ok bool) {
	at = blanks(b, at)
	if at < len(b) && b[at] == closing {
		return at + 1, true
	}
	for {
		if closing == '}' {
			if at >= len(b) || b[at] != '"' {
				return at, false
			}
			if at, ok = text(b, at+1); !ok {
				return at, false
			}
			if at = blanks(b, at); at >= len(b) || b[at] != ':' {
				return at, false
			}
			at = blanks(b, at+1)
		}
		if at, ok = value(b, at, depth+1); !ok {
			return at, false
		}
		at = blanks(b, at)
		switch {
		case at >= len(b):
			return at, false
		case b[at] == closing:
			return at + 1, true
		case b[at] != ',':
			return at, false
		}
		at = blanks(b, at+1)
	}
}

func blanks(b []byte, at int) int {
	for at < len(b) && (b[at] == ' ' || b[at] == '\n' || b[at] == '\t' || b[at] == '\r') {
		at++
	}
	return at
}

// text is the end of a string, after its first quotation mark.
func text(b []byte, at int) (end int, ok bool) {
	for {
		at, _ = quoteAt(b, at)
		switch {
		case at >= len(b) || b[at] < ' ':
			return at, false
		case b[at] == '"':
			return at + 1, true
		}
		if at, ok = escape(b, at+1); !ok {
			return at, false
		}
	}
}

func escape(b []byte, at int) (end int, ok bool) {
	if at >= len(b) {
		return at, false
	}
	switch b[at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return at + 1, true
	case 'u':
		if len(b)-at < 5 {
			return at, false
		}
		for _, c := range b[at+1 : at+5] {
			if c-'0' > 9 && (c|0x20)-'a' > 5 {
				return at, false
			}
		}
		return at + 5, true
	}
	return at, false
}

func number(b []byte, at int) (end int, ok bool) {
	if b[at] == '-' {
		at++
	}
	switch whole := digits(b, at); {
	case whole == at || whole > at+1 && b[at] == '0':
		return at, false
	default:
		at = whole
	}
	if at < len(b) && b[at] == '.' {
		fraction := digits(b, at+1)
		if fraction == at+1 {
			return at, false
		}
		at = fraction
	}
	if at < len(b) && b[at]|0x20 == 'e' {
		if at++; at < len(b) && (b[at] == '+' || b[at] == '-') {
			at++
		}
		exponent := digits(b, at)
		return exponent, exponent > at
	}
	return at, true
}

func digits(b []byte, at int) int {
	for at < len(b) && b[at]-'0' <= 9 {
		at++
	}
	return at
}
