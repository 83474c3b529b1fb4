package roster

import (
	"context"
	"fmt"

	"lianzhan/desk/portrait"
	"lianzhan/desk/sheet"
	"lianzhan/station"
)

// Bounds on the pictures of one file together: work for a small machine, and memory until they are written.
const (
	maxFacePixels = 4_000_000_000
	maxFaceBytes  = 200 << 20
)

// album makes each picture of a file into a portrait once, however many rows show it.
type album struct {
	kept   map[albumKey]*portrait.Portrait // nil: it was tried and is no use
	pixels int
	bytes  int
}

type albumKey struct {
	part string
	crop sheet.Crop
}

// place gives the rows of a sheet their pictures. Where a row has several, one in the column for photos is taken.
func (a *album) place(ctx context.Context, r *reader) error {
	chosen, astray := map[int]sheet.Picture{}, 0
	for _, p := range r.sheet.Pictures {
		if _, ok := r.rows[p.Row]; !ok {
			if p.Row > r.layout.bottom {
				astray++
			}
			continue
		}
		had, twice := chosen[p.Row]
		if twice && had.Part == p.Part {
			continue
		}
		if twice {
			l := line{reader: r, number: p.Row}
			l.warn(Photo, "有几张照片，只用了一张。")
		}
		if !twice || !r.inPhotoColumn(had) && r.inPhotoColumn(p) {
			chosen[p.Row] = p
		}
	}
	if astray > 0 {
		r.roster.Problems = append(r.roster.Problems, Problem{Kind: Warning, Sheet: r.sheet.Name,
			Sentence: fmt.Sprintf("有 %d 张图片不在代表的行里，没有用。", astray)})
	}
	for _, row := range r.sheet.Rows {
		if p, ok := chosen[row.Number]; ok {
			if err := a.hang(ctx, r, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) inPhotoColumn(p sheet.Picture) bool {
	for _, col := range r.layout.columns[Photo] {
		if col == p.Col {
			return true
		}
	}
	return false
}

// hang makes the portrait and gives it to its row; a picture that is no use is a warning.
func (a *album) hang(ctx context.Context, r *reader, p sheet.Picture) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	key := albumKey{p.Part, p.Crop}
	face, tried := a.kept[key]
	if !tried {
		made, err := a.develop(p)
		if a.pixels > maxFacePixels || a.bytes > maxFaceBytes {
			return station.Invalid("roster_pictures_too_large", "照片太多太大，请把照片缩小，或者分成几个文件导入。")
		}
		if err != nil {
			l := line{reader: r, number: p.Row}
			l.warn(Photo, "%s", station.Worded(err).Sentence)
		} else {
			face = &made
		}
		a.kept[key] = face
	}
	r.roster.Rows[r.rows[p.Row]].Portrait = face
	return nil
}

func (a *album) develop(p sheet.Picture) (portrait.Portrait, error) {
	data, err := p.Data()
	if err != nil {
		return portrait.Portrait{}, err
	}
	if n := portrait.Pixels(data); n <= portrait.MaxPixels {
		a.pixels += n
	}
	const all = 100_000.0
	made, err := portrait.Make(data, portrait.Crop{Left: float64(p.Crop.Left) / all, Top: float64(p.Crop.Top) / all,
		Right: float64(p.Crop.Right) / all, Bottom: float64(p.Crop.Bottom) / all})
	a.bytes += len(made.Photo) + len(made.Thumb)
	return made, err
}
