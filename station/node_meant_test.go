package station

import (
	"strings"
	"testing"
)

func TestWhichNodeIsMeant(t *testing.T) {
	nodes := []Node{
		{ID: "n1", Name: "白塔镇中心站", Scope: "/c/baita"}, {ID: "n2", Name: "东村联络站", Scope: "/c/baita/dong"},
		{ID: "n3", Name: "东村联络站", Scope: "/c/shiwan/dong"}, {ID: "n4", Name: "n1", Scope: "/c/odd"}, {ID: "/c/odd", Name: "/c/baita", Scope: "/c/even"},
	}
	for what, want := range map[string]string{
		"n1": "n1", "n2": "n2", "/c/baita": "n1", "白塔镇中心站": "n1", " 白塔镇中心站 ": "n1", "/c/shiwan/dong": "n3",
		"/c/odd": "/c/odd", "": "node_not_found", "西村": "node_not_found", "东村联络站": "node_ambiguous",
	} {
		n, err := NodeMeant(nodes, what)
		if got := n.ID; got != want && (got != "" || Worded(err).Code != want) {
			t.Errorf("%q: %s %v, want %s", what, got, err, want)
		}
	}
	if _, err := NodeMeant(nodes, "东村联络站"); !strings.Contains(Worded(err).Sentence, "/c/baita/dong、/c/shiwan/dong") {
		t.Errorf("it does not say which: %v", err)
	}
}
