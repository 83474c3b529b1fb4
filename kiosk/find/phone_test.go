package find

import "testing"

func TestPhonesAreFoundByTheirEnd(t *testing.T) {
	entries := []Entry{
		{Name: "公开", Phone: "139 0000-1234", PhonePublic: true},
		{Name: "不公开", Phone: "13711115678"},
		{Name: "短号", Phone: "668", PhonePublic: true},
		{Name: "另一公开", Phone: "13822221234", PhonePublic: true},
	}
	for _, c := range []struct{ query, want string }{
		{"1234", "公开 另一公开"}, {"00001234", "公开"}, {"13900001234", "公开"}, {"139-0000 1234", "公开"}, {"１２３４", "公开 另一公开"},
		{"234", ""}, {"1390000", ""}, {"0000", ""}, {"113900001234", ""}, {"668", ""}, {"0668", ""},
		// Four digits must not tell whether an unpublished number ends so.
		{"5678", ""}, {"15678", ""}, {"115678", ""}, {"1115678", "不公开"}, {"13711115678", "不公开"}, {"1371111", ""},
	} {
		if got := found(entries, c.query); got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
}
