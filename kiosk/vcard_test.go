package kiosk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lianzhan/station"
)

func TestVCard(t *testing.T) {
	h := open(t, aTown(t))
	want := strings.Join([]string{
		"BEGIN:VCARD", "VERSION:3.0", "FN:单美光", "N:单美光;;;;", "ORG:上垟联络点", "TITLE:镇人大代表、白石柑桔合作社理事长",
		"TEL;TYPE=CELL,VOICE:13900002222", "CATEGORIES:人大代表", "URL:HTTP://192.168.1.10:8080/D/00000002",
		"UID:HTTP://192.168.1.10:8080/D/00000002", "END:VCARD", ""}, "\r\n")
	if got := h.get("/api/v1/deputies/d02/card.vcf"); got != want {
		t.Errorf("version 3:\n%s\nwant\n%s", got, want)
	}
	got := strings.ReplaceAll(h.get("/api/v1/deputies/d01/card.vcf?version=4"), "\r\n ", "")
	for _, line := range []string{"VERSION:4.0", "KIND:individual", `TEL;VALUE=uri;TYPE="voice,work":tel:0999-87000002`,
		"ADR;TYPE=work:;;莲池村文化礼堂;;;;", "NOTE:有事找我，件件有回音。",
		"PHOTO;MEDIATYPE=image/jpeg:http://192.168.1.10:8080/api/v1/files/" + hash('a')} {
		if !strings.Contains(got, "\r\n"+line+"\r\n") {
			t.Errorf("version 4 lacks %s:\n%s", line, got)
		}
	}
}

// Whatever people type into a card, its lines stay within 75 octets, whole characters, and cannot add properties.
func TestVCardLinesFoldAndEscape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := businessCard{Name: rapid.String().Draw(t, "name"), Note: rapid.String().Draw(t, "note"),
			Address: rapid.StringOfN(rapid.SampledFrom([]rune("镇村路;,\\\n\rA1")), 0, 200, -1).Draw(t, "address")}
		card, err := vcard(b, "3.0")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(card), "\r\n"), "\r\n")
		for _, line := range lines {
			if len(line) > longestLine || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Fatalf("line %q", line)
			}
		}
		unfolded := strings.Split(strings.ReplaceAll(string(card), "\r\n ", ""), "\r\n")
		for _, line := range unfolded[:len(unfolded)-1] {
			name, value, _ := strings.Cut(line, ":")
			switch name {
			case "BEGIN", "VERSION", "FN", "N", "ADR;TYPE=work", "NOTE", "CATEGORIES", "END":
			default:
				t.Fatalf("somebody wrote a property of their own: %q", line)
			}
			if name == "NOTE" && unescape(value) != strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(b.Note) {
				t.Fatalf("note %q reads back as %q", b.Note, unescape(value))
			}
		}
	})
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\,`, `,`, `\;`, `;`, `\n`, "\n").Replace(s)
}

func TestVCardRefusesOtherVersions(t *testing.T) {
	if _, err := vcard(businessCard{Name: "林海涵"}, "2.1"); station.Worded(err).Code != "version_invalid" {
		t.Errorf("version 2.1: %v", err)
	}
}
