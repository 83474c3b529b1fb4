package voter

import (
	"bytes"
	"context"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// add writes down what a voter says later, with pictures that wait or were just sent along.
func (v *Counter) add(ctx context.Context, m matter.Matter, asked addition, sent []intake.Upload) (matter.Matter, error) {
	words, _, err := intake.Words(asked.Words, matter.LongestWords)
	if err != nil {
		return m, err
	}
	photos, _, err := v.uploadsOf(intake.Submission{Photos: asked.Photos}, origin{photos: sent, most: photosByPhone})
	if err != nil {
		return m, err
	}
	if len(m.Told) >= mostMore {
		return m, station.Conflict("told_full", "补充的内容已经很多了，请打联络站电话说。")
	}
	if !m.State.Open() {
		return m, station.Conflict("matter_over", "这件事已经结束了。还有情况请重新反映一件。")
	}
	told := matter.Told{Words: words}
	for _, u := range photos {
		told.Photos = append(told.Photos, u.Hash)
	}
	edits := func(m matter.Matter) ([]station.Edit, error) { return m.Edits(byVoter(&told)) }
	if _, err := edits(m); err != nil {
		return m, err
	}
	for _, u := range photos {
		if _, err := v.Store.AddFile(bytes.NewReader(u.Body)); err != nil {
			return m, err
		}
	}
	after, err := v.append(ctx, m, edits)
	if err != nil {
		v.discard(told.Photos)
		return m, err
	}
	for _, u := range photos {
		v.holding.Drop(u.ID)
	}
	return after, nil
}
