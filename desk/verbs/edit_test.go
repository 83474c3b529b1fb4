package verbs

import (
	"os"
	"path/filepath"
	"testing"

	"lianzhan/station"
)

func TestSetRequestReadsFieldsAndFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "body.txt")
	if err := os.WriteFile(path, []byte("第一段"), 0o600); err != nil {
		t.Fatal(err)
	}
	req, err := setRequestOf([]string{"article", "公告", "kind=notice", "body=@" + path, "source=a=b"})
	if err != nil || req.Kind != station.KindArticle || string(req.Assignments[1].Content) != "第一段" || req.Assignments[2].Value != "a=b" {
		t.Errorf("%+v: %v", req, err)
	}
	for _, args := range [][]string{{"planet", "x", "a=b"}, {"article", "公告", "无等号"}, {"article", "公告", "body=@/不存在"}} {
		if _, err := setRequestOf(args); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}
