//go:build stories

package tests

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"lianzhan/station"
)

// plays are the kinds of page a wall has been told to play, in their order.
func (s *live) plays(screen string) []string {
	s.t.Helper()
	var kinds []string
	w := s.watch(screen)
	w.until("a board", func(b board) bool {
		for _, p := range b.Board.Pages {
			kinds = append(kinds, p.Kind)
		}
		return true
	})
	return slices.Compact(kinds)
}

// stays sets how many seconds a page of a playlist stays.
func stays(page string, seconds int) []step {
	open := pressFound(`
		const hit = [...document.querySelectorAll('.pages li')].find(li => li.innerText.includes(`+quote(page)+`))?.querySelector('.el-select__wrapper');`, page)
	return []step{open, press(fmt.Sprintf("每页 %d 秒", seconds)), still}
}

// What the county's officer arranges is what the village's wall plays, in that order, and no sibling's; ended, the wall goes on
// as before.
func TestAPlaylistReachesTheVillagesWall(t *testing.T) {
	county, village, sibling := startCounty(t), startDemo(t), startTown(t)
	village.joins(county, "莲池村站", "lianchi")
	sibling.joins(county, "上洋村站", "shangyang")
	officer := openFirstDesk(t, county)
	// What the usual loop leaves out changes with the quarter of an hour; faces are always in it.
	usual := func() bool { kinds := village.plays("porch"); return len(kinds) > 1 && slices.Contains(kinds, "faces") }
	if !usual() {
		t.Fatalf("before any playlist the village plays %v", village.plays("porch"))
	}

	wall := browse(t, landscape)
	wall.play(chromedp.Navigate(village.url("/display/porch")))
	officer.act(press("代表与内容"), press("大屏节目单"), see("还没有节目单"), press("添加"), fill("名称", "迎新年"), choose("给谁用", "莲池村站"),
		press("加“接待安排”"), press("加“民生实事”"), press("加“通知公告”"), press("“民生实事”往前"), stays("民生实事", 8), stays("接待安排", 8),
		see("莲池村站的大屏按它播"))
	officer.looked("new")
	officer.act(press("保存"), besides("迎新年", "正在播"), besides("迎新年", "民生实事 → 接待安排 → 通知公告"))
	officer.looked("list")
	arranged := []string{"projects", "reception", "notice"}
	soon(t, "the village's wall plays what was arranged", func() bool { return slices.Equal(village.plays("porch"), arranged) })
	wall.play(until(`document.querySelector('.body.projects, .body.reception, .body.notice') !== null`, "the open wall plays something else"),
		chromedp.Navigate(village.url("/display/porch")), stands("projects")) // opened anew it begins at the first page
	wall.picture("projects")
	wall.play(stands("reception"), stands("notice"))
	wall.picture("notice")
	if got := sibling.plays("porch"); slices.Equal(got, arranged) {
		t.Errorf("the sibling plays %v", got)
	}

	officer.act(pressBeside("迎新年", "停播"), besides("迎新年", "已停播"))
	soon(t, "the wall plays as before", usual)

	own := openOffice(t, village, station.RoleOfficer).people[station.RoleOfficer]
	made := told[struct{ ID string }](own.caller, own.want(http.StatusCreated, "POST", "/api/v1/desk/playlists",
		fields{"title": "本村", "pages": []fields{{"kind": "faces", "dwell": 20}}}))
	if got := village.plays("porch"); !slices.Equal(got, []string{"faces"}) {
		t.Errorf("with its own playlist the village plays %v", got)
	}
	own.want(http.StatusNoContent, "DELETE", fmt.Sprintf("/api/v1/desk/playlists/%s", made.ID), nil)
	if !usual() {
		t.Errorf("without it the village plays %v", village.plays("porch"))
	}
}
