package roster

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhan/desk/sheet"
)

func somePNG(t testing.TB, side int) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))))
	return b.Bytes()
}

func TestPicturesFindTheirRows(t *testing.T) {
	put := func(f *excelize.File, cell, extension string, data []byte) {
		must(t, f.AddPictureFromBytes("Sheet1", cell, &excelize.Picture{Extension: extension, File: data}))
	}
	data := tableOf(t, func(f *excelize.File) {
		for row := 1; row <= 8; row++ {
			must(t, f.SetRowHeight("Sheet1", row, 60))
		}
		put(f, "C2", ".png", somePNG(t, 20))
		put(f, "E3", ".png", somePNG(t, 21)) // a seal beside the photo
		put(f, "C3", ".png", somePNG(t, 20))
		put(f, "C4", ".png", somePNG(t, 50)[:45])
		put(f, "A1", ".png", somePNG(t, 22)) // a badge over the title
		put(f, "C8", ".png", somePNG(t, 23)) // nobody's row
	}, "姓名|层级|照片", "吴康|县|", "何兰|县|", "林海|县|", "单梅|县|")
	out, err := readRoster(t, data)
	must(t, err)
	if out.Rows[0].Portrait == nil || out.Rows[0].Portrait != out.Rows[1].Portrait {
		t.Error("two rows with one picture do not share it")
	}
	if out.Rows[2].Portrait != nil || out.Rows[3].Portrait != nil {
		t.Error("a broken or missing picture became a portrait")
	}
	want := []string{"第3行 有几张照片，只用了一张。", "有 1 张图片不在代表的行里，没有用。", "第4行 照片已经损坏，读不出来。"}
	for i, p := range out.Problems {
		if len(out.Problems) != len(want) || p.Kind != Warning || p.Sentence != want[i] {
			t.Fatalf("problems %v", out.Problems)
		}
	}
}

func TestPicturesStopWhenNobodyWaits(t *testing.T) {
	data := tableOf(t, func(f *excelize.File) {
		must(t, f.AddPictureFromBytes("Sheet1", "C2", &excelize.Picture{Extension: ".png", File: somePNG(t, 20)}))
	}, "姓名|层级|照片", "吴康|县|")
	book, err := sheet.Read("r.xlsx", data)
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, book, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// FuzzRoster feeds tables nobody keeps: every row is read, left alone or complained about.
func FuzzRoster(f *testing.F) {
	f.Add("姓名,层级,出生年月,电话\n吴康,县,1970.5,139 8902 0001\n合计:1人\n")
	f.Add("基本情况,\n姓名,任期,公开电话,短码\n吴康（女）,2022-2026,是,0O1IL\n")
	f.Add("一、县人大代表（1人）,\n姓名,选区\n何·兰,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		book, err := sheet.Read("a.csv", []byte(text))
		if err != nil {
			return
		}
		out, err := Read(context.Background(), book, nil)
		if err != nil {
			return
		}
		for _, row := range out.Rows {
			if row.Person.Name == "" || strings.ContainsAny(row.Person.Phone, " -") || row.Person.BirthDate != "" && !row.Person.BirthDate.Valid() {
				t.Fatalf("row %+v", row)
			}
		}
		for _, p := range out.Problems {
			if p.Sentence == "" {
				t.Fatal("a problem without a sentence")
			}
		}
	})
}
