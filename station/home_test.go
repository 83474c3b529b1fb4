package station

import "testing"

// A box stands in the station that was named, else in the widest of its own branch; what it sees above and below comes after.
func TestABoxStandsInItsOwnBranch(t *testing.T) {
	centre := Station{ID: "centre", Kind: SiteCenter}
	village := Station{ID: "village", Kind: SiteStation, Parent: "centre", Own: true}
	point := Station{ID: "point", Kind: SitePoint, Parent: "village", Own: true, Order: 9}
	for name, c := range map[string]struct {
		all   []Station
		named string
		want  string
	}{
		"a village below a town":       {[]Station{centre, point, village}, "", "village"},
		"a town above a village":       {[]Station{{ID: "town", Kind: SiteStation, Own: true}, {ID: "below", Kind: SiteCenter}}, "", "town"},
		"a village nobody wrote of":    {[]Station{{ID: "other", Kind: SiteStation, Parent: "centre"}, centre}, "", "centre"},
		"one that was named":           {[]Station{village, centre}, "centre", "centre"},
		"named one that does not come": {[]Station{village, centre}, "gone", ""},
	} {
		got, found := Home(c.all, c.named)
		if found != (c.want != "") || found && got.ID != c.want {
			t.Errorf("%s: %q, found %t, want %q", name, got.ID, found, c.want)
		}
	}
}
