//go:build stories

package tests

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// A voter walks up to the kiosk and finds a deputy by the first letters of the name; what the desk changes meanwhile
// appears on the open page.
func TestVoterFindsADeputyByTouch(t *testing.T) {
	s := startDemo(t)
	for _, screen := range []size{portrait, landscape} {
		t.Run(screen.String(), func(t *testing.T) {
			b := browse(t, screen)
			b.play(chromedp.Navigate(s.url("/kiosk?screen=kiosk")), see("找代表"), see("民生实事"), see("法规与制度"))
			b.axe("home")
			b.picture("home")
			b.play(tap("找代表"), tap("打字找"), tap("W"), see("王勇"), tap("K"), gone("王勇"), see("吴康"))
			b.axe("keyboard")
			b.picture("keyboard")
			b.play(tap("吴康"), see("温岭下村社区党委副书记"), see("用手机扫一扫"))
			b.axe("deputy")
			b.picture("deputy")
			promise := "说到做到" + screen.String()
			s.run("set", "deputy", "吴康", "commitment="+promise)
			b.play(see(promise), tap("返回首页"), see("找代表"))
		})
	}
}

// Every door and every page of the kiosk opens, shows something and stands up to axe, large letters and low layout too.
func TestKioskPages(t *testing.T) {
	s := startDemo(t)
	for _, screen := range []size{portrait, landscape} {
		t.Run(screen.String(), func(t *testing.T) {
			b := browse(t, screen)
			b.play(chromedp.Navigate(s.url("/kiosk?screen=kiosk")), see("找代表"))
			for _, page := range []struct {
				name  string
				steps []step
			}{
				{"places", []step{tap("找代表"), tap("按地方找"), see("莲池村")}},
				{"place", []step{tap("莲池村"), see("何家兰")}},
				{"letters", []step{tap("返回首页"), tap("找代表"), tap("按姓氏找"), see("请点姓氏拼音的第一个字母")}},
				{"faces", []step{tap("返回首页"), tap("找代表"), tap("看照片找"), see("何家兰")}},
				{"receptions", []step{tap("返回首页"), tap("哪天、哪里、谁来接待"), see("景园社区服务大厅")}},
				{"projects", []step{tap("返回首页"), tap("今年办哪些实事"), see("智慧停车")}},
				{"project", []step{tap("智慧停车"), see("镇城建办")}},
				{"duties", []step{tap("返回首页"), tap("代表履职"), see("走访莲池村独居老人")}},
				{"activity", []step{tap("走访莲池村独居老人"), see("登记到需要助餐的7户")}},
				{"rules", []step{tap("返回首页"), tap("法规与制度"), see("代表接待选民制度")}},
				{"article", []step{tap("代表接待选民制度"), see("凡受理的，必须答复")}},
				{"station", []step{tap("返回首页"), tap("本站概况与导航"), see("附近的联络站、联络点")}},
				{"large", []step{tap("返回首页"), tap("大字"), see("小字"), see("找代表")}},
			} {
				b.play(page.steps...)
				b.picture(page.name)
				b.axe(page.name)
			}
		})
	}
}

// When the station stops, the kiosk keeps its page and finds its way back by itself.
func TestKioskOutlivesTheStation(t *testing.T) {
	s := startDemo(t)
	b := browse(t, portrait)
	b.play(chromedp.Navigate(s.url("/kiosk?screen=kiosk")), see("找代表"))
	b.play(tap("今年办哪些实事"), see("智慧停车"), tap("返回首页"), see("找代表"))
	s.kill()
	b.play(tap("哪天、哪里、谁来接待"), see("暂时连不上"))
	b.picture("without-station")
	s.up()
	b.play(see("景园社区服务大厅"))
}
