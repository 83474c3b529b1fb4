package desk

import (
	"bytes"
	"context"
	"fmt"

	"lianzhan/desk/portrait"
	"lianzhan/desk/roster"
	"lianzhan/desk/sheet"
	"lianzhan/station"
)

// File is a file somebody handed in. Its kind is told by its content, not by its name.
type File struct {
	Name string
	Data []byte
}

// ImportOptions say how a roster is taken in.
type ImportOptions struct {
	Actor           string
	DryRun          bool // report only
	CountyLevelCity bool // 市 in the roster means a city that is a county by rank
	Fresh           Fresh
}

// Import takes a roster into the store in one write, or changes nothing. A file that is no roster is an error; one
// with errors in its rows gives a report that is Refused.
func Import(ctx context.Context, records Records, file File, o ImportOptions) (Report, error) {
	rows, err := readFile(ctx, file, o)
	if err != nil {
		return Report{}, err
	}
	var plan Plan
	if err := records.View(func(r station.Reader) error {
		plan, err = PlanRoster(r, rows, o.Fresh)
		return err
	}); err != nil {
		return Report{}, err
	}
	plan.Report.File, plan.Report.DryRun, plan.Report.Edits = file.Name, o.DryRun, plan.records()
	if o.DryRun || len(plan.Edits) == 0 {
		return plan.Report, nil
	}
	for _, p := range plan.Portraits {
		if err := keepPortrait(records, p); err != nil {
			return Report{}, err
		}
	}
	plan.Report.Seq, err = records.Write(ctx, o.Actor, plan.Edits...)
	return plan.Report, err
}

func readFile(ctx context.Context, file File, o ImportOptions) (roster.Roster, error) {
	book, err := sheet.Read(file.Name, file.Data)
	if err != nil {
		return roster.Roster{}, err
	}
	var words roster.Wording
	if o.CountyLevelCity {
		words = roster.CountyLevelCity
	}
	return roster.Read(ctx, book, words)
}

// keepPortrait adds the files of a portrait. Files nobody refers to, after a refused write, do no harm.
func keepPortrait(records Records, p *portrait.Portrait) error {
	for _, f := range []struct {
		data []byte
		hash string
	}{{p.Photo, p.PhotoHash}, {p.Thumb, p.ThumbHash}} {
		hash, err := records.AddFile(bytes.NewReader(f.data))
		if err != nil {
			return err
		}
		if hash != f.hash {
			return fmt.Errorf("the store kept portrait %s as %s", f.hash, hash)
		}
	}
	return nil
}

// Portrait makes the photo and the thumbnail the house keeps out of any picture: upright JPEGs without metadata.
func Portrait(data []byte) (photo, thumb []byte, err error) {
	p, err := portrait.Make(data, portrait.Crop{})
	return p.Photo, p.Thumb, err
}
