package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
)

// The county's table says whose each matter is; a filter by a branch holds what lies below it, and so does the file.
func TestMattersAreToldApartByTheirStation(t *testing.T) {
	b := startCounty(t)
	b.furnish(t, ownTown+"/xiacun", "下村", "below")
	c := b.chief(t)
	list := func(query string) (sites map[string]string, facet map[string]int) {
		t.Helper()
		var page struct {
			Items  []struct{ ID, Site, Branch string }
			Facets map[string]map[string]int
		}
		raw := c.want(http.StatusOK, "GET", "/api/v1/desk/matters"+query, nil)
		if err := json.Unmarshal(raw, &page); err != nil {
			t.Fatal(err)
		}
		sites = map[string]string{}
		for _, i := range page.Items {
			sites[i.ID] = i.Site
		}
		return sites, page.Facets["site"]
	}
	all := map[string]string{"matter-own": "白石镇中心联络站", "matter-below": "下村镇中心联络站", "matter-sibling": "海角镇中心联络站"}
	sites, facet := list("")
	if !maps.Equal(sites, all) {
		t.Errorf("all: %v", sites)
	}
	if want := map[string]int{"/c": 3, ownTown: 2, ownTown + "/xiacun": 1, siblingTown: 1}; !maps.Equal(facet, want) {
		t.Errorf("counted %v, want %v", facet, want)
	}
	for query, want := range map[string][]string{"?site=" + ownTown: {"matter-below", "matter-own"}, "?site=" + ownTown + "/xiacun": {"matter-below"},
		"?site=" + ownTown + "/xiacun," + siblingTown: {"matter-below", "matter-sibling"}, "?site=/c/none": nil} {
		sites, facet := list(query)
		if got := slices.Sorted(maps.Keys(sites)); !slices.Equal(got, want) || facet["/c"] != 3 {
			t.Errorf("%s: %v of %v", query, got, facet)
		}
	}
	if got, _ := list("?sort=site"); len(got) != 3 {
		t.Errorf("sorted: %v", got)
	}
	file := string(c.want(http.StatusOK, "GET", "/api/v1/desk/matters.csv?site="+ownTown+"/xiacun&columns=number,site", nil))
	if !strings.Contains(file, "联络站") || !strings.Contains(file, all["matter-below"]) || strings.Contains(file, all["matter-own"]) {
		t.Errorf("the file says %s", file)
	}
	if whole := string(c.want(http.StatusOK, "GET", "/api/v1/desk/matters.csv", nil)); !strings.Contains(whole, all["matter-sibling"]) {
		t.Errorf("the whole file says %s", whole)
	}
	town := c.hire("baishi-z", ownTown, station.RoleCounty)
	if raw := town.want(http.StatusOK, "GET", "/api/v1/desk/matters?site="+siblingTown, nil); strings.Contains(string(raw), mark) {
		t.Errorf("a town sees its sibling: %s", raw)
	}
}
