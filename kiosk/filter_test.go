package kiosk

import (
	"net/url"
	"strings"
	"testing"
)

func TestDeputiesAreFiltered(t *testing.T) {
	h := open(t, aTown(t))
	for query, want := range map[string]string{
		"":                          "d01 d02 d03 d04 d05 of 5",
		"tier=township":             "d01 d02 d04 d05 of 4",
		"tier=county":               "d01 of 1",
		"tier=national":             " of 0",
		"group=g1":                  "d01 d03 of 2",
		"group=第一代表小组":              "d01 d03 of 2",
		"station=s2":                "d01 d04 of 2",
		"station=莲池联络点":             "d01 d04 of 2",
		"station=nowhere":           " of 0",
		"village=上垟村":               "d02 of 1",
		"area=第5选区":                 "d01 d04 of 2",
		"letter=s":                  "d02 of 1",
		"letter=O":                  "d03 of 1",
		"q=lhh":                     "d01 of 1",
		"q=shanmei":                 "d02 of 1",
		"q=知秋":                      "d03 of 1",
		"q=柑桔":                      "d02 of 1",
		"q=2222":                    "d02 of 1",
		"q=" + secretPhone:          " of 0",
		"q=" + formerName:           " of 0",
		"q=选区&tier=county":          "d01 of 1",
		"limit=2":                   "d01 d02 of 5",
		"limit=2&offset=4":          "d05 of 5",
		"limit=0":                   " of 5",
		"limit=9999999999999999999": "d01 d02 d03 d04 d05 of 5",
		"offset=99999999999999":     " of 5",
		"q=选区&limit=1&offset=1":     "d02 of 4",
		"unknown=1":                 "d01 d02 d03 d04 d05 of 5",
	} {
		for range 2 { // made, then kept
			answer := read[deputyAnswers](h, "/api/v1/deputies?"+escaped(query))
			var ids []string
			for _, d := range answer.Items {
				ids = append(ids, d.ID)
			}
			if got := strings.Join(ids, " ") + " of " + string(rune('0'+answer.Total)); got != want {
				t.Errorf("%s: %s, want %s", query, got, want)
			}
		}
	}
}

// escaped writes the values of a query as a browser does.
func escaped(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		panic(err)
	}
	return values.Encode()
}

func TestLargestLimitIsClamped(t *testing.T) {
	w := newWorld(t)
	w.put(t, crowd(largestLimit+50)...)
	h := open(t, w)
	answer := read[deputyAnswers](h, "/api/v1/deputies?limit=100000")
	if len(answer.Items) != largestLimit || answer.Total != largestLimit+50 {
		t.Errorf("%d items of %d", len(answer.Items), answer.Total)
	}
	if answer := read[deputyAnswers](h, "/api/v1/deputies"); len(answer.Items) != usualLimit {
		t.Errorf("%d items when nobody says how many", len(answer.Items))
	}
}

func TestADeputyIsFoundByIDAndByCodeAsTyped(t *testing.T) {
	h := open(t, aTown(t))
	want := h.get("/api/v1/deputies/d01")
	for _, typed := range []string{"00000001", "OOOO-OOOI", "0000%200001", "ooooooo1"} {
		if h.get("/api/v1/deputies/"+typed) != want {
			t.Errorf("%s is somebody else", typed)
		}
	}
}
