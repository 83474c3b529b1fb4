package slip

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func sample() Receipt {
	return Receipt{Station: "青禾镇人大代表联络站", Number: "990101-2026-000017", Code: "1234 5678 9012", Page: "HTTP://192.168.1.10:8080/T/123456789012",
		At: time.Date(2026, 11, 2, 9, 5, 0, 0, time.UTC), Next: "我们在3个工作日内决定是否受理，受理的一定答复您。", Phone: "0000-1234567"}
}

// paper is what a printer makes of the bytes it gets.
type paper struct {
	lines []string
	big   []string // lines in double size
	qr    string
	cut   bool
	other []byte // commands it does not know
}

// read goes through the bytes as a printer does.
func read(t *testing.T, b []byte) paper {
	t.Helper()
	var p paper
	var line []byte
	double, stored := false, ""
	for i := 0; i < len(b); {
		switch {
		case b[i] == esc && b[i+1] == '@', b[i] == fs && b[i+1] == '&':
			i += 2
		case b[i] == esc && (b[i+1] == 'a' || b[i+1] == 'd'), b[i] == fs && b[i+1] == 'W':
			i += 3
		case b[i] == gs && b[i+1] == '!':
			double = b[i+2] == 0x11
			i += 3
		case b[i] == gs && b[i+1] == 'V':
			p.cut = true
			i += 4
		case b[i] == gs && b[i+1] == '(' && b[i+2] == 'k':
			length := int(b[i+3]) | int(b[i+4])<<8
			body := b[i+5 : i+5+length]
			if body[1] == 'P' {
				stored = string(body[3:])
			}
			if body[1] == 'Q' {
				p.qr = stored
			}
			i += 5 + length
		case b[i] == '\n':
			text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(line)
			if err != nil {
				t.Fatal(err)
			}
			p.lines = append(p.lines, string(text))
			if double {
				p.big = append(p.big, string(text))
			}
			line = nil
			i++
		case b[i] < ' ':
			p.other = append(p.other, b[i])
			i++
		default:
			line = append(line, b[i])
			i++
		}
	}
	return p
}

func TestASlipSaysWhatTheVoterNeeds(t *testing.T) {
	for _, width := range []int{Narrow, Wide, 0} {
		p := read(t, Bytes(sample(), width))
		all := strings.Join(p.lines, "\n")
		for _, want := range []string{"青禾镇人大代表联络站", "编号：990101-2026-000017", "时间：2026年11月2日 09:05", "接下来：我们在3个工作日内", "电话：0000-1234567"} {
			if !strings.Contains(all, want) {
				t.Errorf("%d mm: %q is not on the slip:\n%s", width, want, all)
			}
		}
		if strings.Join(p.big, "|") != "反映事项回执|1234 5678 9012" {
			t.Errorf("%d mm: in double size: %q", width, p.big)
		}
		if p.qr != sample().Page || !p.cut || len(p.other) > 0 {
			t.Errorf("%d mm: QR %q, cut %v, unknown commands %x", width, p.qr, p.cut, p.other)
		}
	}
}

func TestAFieldCannotCommandThePrinter(t *testing.T) {
	r := sample()
	r.Station, r.Next, r.Page = "站\x1b@\x1dV\x00", "好\x10\x04\x01\n坏", "HTTP://x/\x1bp\x00"
	p := read(t, Bytes(r, Narrow))
	if len(p.other) > 0 || strings.Count(strings.Join(p.lines, "\n"), "\n") != strings.Count(strings.Join(read(t, Bytes(sample(), Narrow)).lines, "\n"), "\n") {
		t.Errorf("control characters got through: %q %x", p.lines, p.other)
	}
	if bytes.Count(Bytes(r, Narrow), []byte{gs, 'V'}) != 1 || strings.ContainsAny(p.qr, "\x1b\x00") {
		t.Errorf("a field cut the paper or reached the QR: %q", p.qr)
	}
}

func TestRareCharactersSurviveTheEncoding(t *testing.T) {
	r := sample()
	r.Station = "喆垚㐂𬱖站"
	if p := read(t, Bytes(r, Narrow)); p.lines[0] != "喆垚㐂𬱖站" {
		t.Errorf("station on the slip: %q", p.lines[0])
	}
}

func TestATooLongAddressLeavesTheDigits(t *testing.T) {
	r := sample()
	r.Page = strings.Repeat("x", longestQR+1)
	if p := read(t, Bytes(r, Narrow)); p.qr != "" || len(p.big) != 2 {
		t.Errorf("QR %q, big %q", p.qr, p.big)
	}
}
