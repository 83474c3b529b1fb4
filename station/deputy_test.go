package station

import (
	"slices"
	"testing"
)

func TestDeputyMandates(t *testing.T) {
	d := Deputy{Name: "林海涵", Code: "0123ABCD", Memberships: []Membership{
		{In: BodyCongress, Tier: Township, Area: "第5选区", StartDate: "2022-01", EndDate: "2026-11-20"},
		{In: BodyCongress, Tier: County, Area: "第3选区", StartDate: "2022"},
		{In: BodyGroup, Of: "g1", EndDate: "2024-12"},
		{In: BodyGroup, Of: "g2", StartDate: "2025-01"},
	}}
	for _, c := range []struct {
		on    Date
		tiers []Tier
		group string
	}{
		{"2021-12-31", nil, "g1"},
		{"2022-01-01", []Tier{County, Township}, "g1"},
		{"2024-12-31", []Tier{County, Township}, "g1"},
		{"2025-01-01", []Tier{County, Township}, "g2"},
		{"2026-11-20", []Tier{County, Township}, "g2"},
		{"2026-11-21", []Tier{County}, "g2"},
	} {
		if got := d.Tiers(c.on); !slices.Equal(got, c.tiers) {
			t.Errorf("tiers on %s = %v, want %v", c.on, got, c.tiers)
		}
		if m, _ := d.In(BodyGroup, c.on); m.Of != c.group {
			t.Errorf("group on %s = %q, want %q", c.on, m.Of, c.group)
		}
	}
	if err := d.Check(); err != nil {
		t.Errorf("a right deputy is refused: %v", err)
	}
}

func TestDeputyCheck(t *testing.T) {
	right := Deputy{Name: "林海涵", Code: "0123ABCD"}
	for name, spoil := range map[string]func(*Deputy){
		"deputy_name_missing": func(d *Deputy) { d.Name = "  " },
		"deputy_code_invalid": func(d *Deputy) { d.Code = "ILO" },
		"date_invalid":        func(d *Deputy) { d.BirthDate = "1970-13" },
		"tier_invalid":        func(d *Deputy) { d.Memberships = []Membership{{In: BodyCongress, Tier: "village"}} },
		"membership_invalid":  func(d *Deputy) { d.Memberships = []Membership{{In: BodyGroup}} },
	} {
		d := right
		spoil(&d)
		if err := d.Check(); err == nil || Worded(err).Code != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

func TestPhoneIsPrivateUnlessChosen(t *testing.T) {
	d := Deputy{Phone: "13900000000"}
	if d.PublicPhone() != "" {
		t.Error("a phone was published without the deputy's choice")
	}
	d.PhonePublic = true
	if d.PublicPhone() != "13900000000" {
		t.Error("a published phone is hidden")
	}
}

func TestFoldCode(t *testing.T) {
	code := CodeFrom([5]byte{1, 2, 3, 4, 5})
	if !ValidCode(code) || len(code) != CodeLength {
		t.Fatalf("%q is not a code", code)
	}
	for _, typed := range []string{"o123-abcd", "O1 23 ABCD", "0I23abcd", "0l23ABCD"} {
		if got := FoldCode(typed); got != "0123ABCD" {
			t.Errorf("FoldCode(%q) = %q", typed, got)
		}
	}
}
