package repair_test

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
)

// A maker makes texts of a kind, always the same ones.
type maker struct {
	*rand.Rand
	b strings.Builder
}

const (
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	allDigits    = "0123456789"
	alphanumeric = allDigits + upperLetters
	zoneAlphabet = alphanumeric + "<"
)

// word returns n characters of an alphabet.
func (m *maker) word(n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[m.IntN(len(alphabet))]
	}
	return string(b)
}

func (m *maker) digits(n int) string { return m.word(n, allDigits) }

func (m *maker) pick(words ...string) string { return words[m.IntN(len(words))] }

func (m *maker) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

// repeat writes a line some times.
func (m *maker) repeat(least, most int, line func(i int)) {
	for i := range least + m.IntN(most-least+1) {
		line(i)
	}
}

func (m *maker) surname() string {
	return m.pick("SMITH", "KOWALSKA", "MUELLER", "GARCIA LOPEZ", "VAN DER BERG", "NGUYEN", "OKONKWO", "ERIKSSON", "ROSSI", "DUPONT", "SILVA", "KAYA", "TANAKA", "PAPADOPOULOS")
}

func (m *maker) given() string {
	return m.pick("ANNA", "JOHN", "MARIA", "LUC", "KENJI", "FATIMA", "PETER", "ELENA", "OMAR", "INGRID", "ANNA MARIA", "JEAN PIERRE")
}

func (m *maker) airport() string {
	return m.pick("YUL", "FRA", "LHR", "JFK", "HND", "SIN", "GRU", "CPT", "OSL", "WAW", "IST", "DXB", "SYD", "KEF")
}

func (m *maker) airline() string { return m.pick("AC", "LH", "BA", "AF", "KL", "SK", "LO", "TK") }

func (m *maker) country() string {
	return m.pick("UTO", "DEU", "FRA", "POL", "GBR", "USA", "NLD", "JPN", "BRA", "TUR")
}

func (m *maker) date() string {
	return fmt.Sprintf("%02d%02d%02d", m.IntN(100), 1+m.IntN(12), 1+m.IntN(28))
}

func (m *maker) day() string {
	return fmt.Sprintf("%02d%s%02d", 1+m.IntN(28), m.pick("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), m.IntN(100))
}

// madeKinds are the kinds of text, each with how many there are of it.
var madeKinds = []struct {
	name  string
	n     int
	write func(m *maker, i int)
}{
	{"boarding pass", 12, boardingPass},
	{"boarding pass printed", 4, boardingPassPrinted},
	{"IBAN", 10, ibans},
	{"SWIFT", 6, swift},
	{"table", 8, table},
	{"log", 6, logs},
	{"assembler", 5, assembler},
	{"shifts", 5, shifts},
	{"base64", 6, func(m *maker, i int) { m.encoded([]int{64, 76, 44}[i%3], base64.StdEncoding.EncodeToString) }},
	{"base32", 8, func(m *maker, i int) { m.encoded([]int{30, 36, 44, 64}[i%4], base32.StdEncoding.EncodeToString) }},
	{"hex", 8, func(m *maker, i int) {
		m.encoded([]int{32, 36, 44, 64}[i%4], func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) })
	}},
	{"hex dump", 4, hexDump},
	{"Intel HEX", 4, intelHex},
	{"receipt", 8, receipt},
	{"invoice", 6, invoice},
	{"mail", 6, mail},
	{"DOCS", 8, docs},
	{"PNR", 6, pnr},
	{"EDIFACT", 8, edifact},
	{"vehicles", 6, func(m *maker, _ int) {
		m.repeat(2, 12, func(int) { m.line("%s", m.word(17, "0123456789ABCDEFGHJKLMNPRSTUVWXYZ")) })
	}},
	{"vehicles with plates", 4, func(m *maker, _ int) {
		m.repeat(2, 8, func(int) {
			m.line("%s %s-%s %s %s", m.word(17, "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"), m.word(2, upperLetters), m.digits(4), m.date(), m.word(9, alphanumeric))
		})
	}},
	{"cards", 6, func(m *maker, _ int) {
		m.repeat(2, 10, func(int) {
			m.line("%s %s %s %s %02d/%02d", m.digits(4), m.digits(4), m.digits(4), m.digits(4), 1+m.IntN(12), m.IntN(40))
		})
	}},
	{"numbers", 8, func(m *maker, i int) {
		m.repeat(2, 10, func(int) { m.line("%s", m.digits([]int{13, 30, 36, 44}[i%4])) })
	}},
	{"licence keys", 6, func(m *maker, i int) {
		m.repeat(2, 8, func(int) {
			var groups []string
			for range 5 + i {
				groups = append(groups, m.word(5, alphanumeric))
			}
			m.line("%s", strings.Join(groups, "-"))
		})
	}},
	{"barcodes", 4, func(m *maker, _ int) {
		m.repeat(2, 6, func(int) {
			m.line("(01)%s(17)%s(10)%s(21)%s", m.digits(14), m.date(), m.word(6, alphanumeric), m.digits(12))
		})
	}},
	{"orbits", 5, orbits},
	{"weather", 5, weather},
	{"genes", 6, func(m *maker, i int) {
		m.line(">SEQ%d", i)
		m.repeat(2, 8, func(int) { m.line("%s", m.word([]int{60, 44, 36}[i%3], m.pick("ACGT", "ACDEFGHIKLMNPQRSTVWY"))) })
	}},
	{"capitals", 12, capitals},
	{"headings", 6, headings},
	{"random zone lines", 24, func(m *maker, i int) { m.lines(i, zoneAlphabet) }},
	{"random letters", 12, func(m *maker, i int) { m.lines(i, upperLetters) }},
	{"random with many fillers", 18, func(m *maker, i int) { m.lines(i, zoneAlphabet+strings.Repeat("<", 12+12*(i%3))) }},
	{"random words", 12, randomWords},
	{"random names", 8, randomNames},
	{"fillers and few", 12, fillersAndFew},
	{"one character", 20, oneCharacter},
	{"markup", 6, markup},
	{"driving licence", 6, func(m *maker, _ int) { // ISO/IEC 18013-1: one line
		m.line("D1%s%s%s", m.country(), m.word(24, alphanumeric), m.digits(1))
	}},
	{"French card", 6, frenchCard},
	{"Swiss licence", 4, func(m *maker, _ int) {
		m.line("%s%s%s<<", m.word(3, upperLetters), m.digits(3), m.pick("D", "F", "I"))
		m.line("FACHE%s<<%s<<<<<", m.digits(12), m.date())
		m.line("%s", pad(strings.ReplaceAll(m.surname(), " ", "<")+"<<"+strings.ReplaceAll(m.given(), " ", "<"), 30))
	}},
	{"AAMVA", 4, func(m *maker, _ int) {
		m.line("@\n\nANSI 6360%s080002DL00410278ZV03190008DLDAQ%s", m.digits(2), m.word(9, alphanumeric))
		m.line("DCS%s\nDAC%s\nDBB%s\nDBA%s\nDCG%s", m.surname(), m.given(), m.digits(8), m.digits(8), m.country())
	}},
}

func madeTexts() (texts []noneText) {
	for k, kind := range madeKinds {
		for i := range kind.n {
			m := &maker{Rand: rand.New(rand.NewPCG(uint64(k), uint64(i)))}
			kind.write(m, i)
			texts = append(texts, noneText{fmt.Sprintf("made/%s/%d", kind.name, i), m.b.String()})
		}
	}
	return texts
}

func pad(s string, n int) string { return (s + strings.Repeat("<", n))[:n] }

// boardingPass writes what the bar code of a pass has, as IATA resolution 792 lays
// it out; some readers print the blanks as fillers.
func boardingPass(m *maker, i int) {
	m.repeat(1, 3, func(int) {
		name := m.surname() + "/" + m.given()
		s := fmt.Sprintf("M1%-20.20sE%-7s%s%s%-3s%s%s%s%s%s1%s", name, m.word(6, alphanumeric), m.airport(), m.airport(), m.airline(), m.digits(4)+" ", m.digits(3), m.pick("Y", "J", "F"), m.digits(3)+m.pick("A", "C", "F"), m.digits(4)+" ", "00")
		if i%3 == 1 {
			s += fmt.Sprintf("6>5180 %sB%s 2A%s1%s", m.pick("W", "M", "O"), m.digits(4)+m.airline(), m.digits(13), m.digits(10))
		}
		if i%4 >= 2 {
			s = strings.NewReplacer(" ", "<", "/", "<<").Replace(s)
		}
		m.line("%s", s)
	})
}

func boardingPassPrinted(m *maker, _ int) {
	m.line("BOARDING PASS\nNAME OF PASSENGER\n%s/%s MR\nFROM %s TO %s\nFLIGHT %s%s  DATE %s  CLASS Y", m.surname(), m.given(), m.airport(), m.airport(), m.airline(), m.digits(4), m.day())
	m.line("GATE %s BOARDING TIME %s SEAT %sC\nETKT %s SEQ %s", m.digits(2), m.digits(4), m.digits(2), m.digits(13), m.digits(3))
}

func ibans(m *maker, i int) {
	m.repeat(1, 10, func(int) {
		s := m.pick("DE", "PL", "ES") + m.digits(20)
		switch m.IntN(4) {
		case 0:
			s = "GB" + m.digits(2) + m.word(4, upperLetters) + m.digits(14)
		case 1:
			s = "MT" + m.digits(2) + m.word(4, upperLetters) + m.digits(5) + m.word(18, alphanumeric)
		case 2:
			s = "FR" + m.digits(12) + m.word(11, alphanumeric) + m.digits(2)
		}
		if i%2 == 1 {
			for k := 4; k < len(s); k += 5 {
				s = s[:k] + " " + s[k:]
			}
			s = "IBAN " + s
		}
		m.line("%s", s)
	})
}

func swift(m *maker, _ int) {
	m.line("{1:F01%sXXXX%s}{2:I103%sXXXXN}{4:", m.word(8, upperLetters), m.digits(10), m.word(8, upperLetters))
	m.line(":20:%s\n:32A:%sEUR%s,%s\n:50K:/%s\n%s %s\n:59:/DE%s\n%s %s\n:71A:SHA\n-}", m.word(16, alphanumeric), m.date(), m.digits(5), m.digits(2), m.digits(12), m.given(), m.surname(), m.digits(20), m.given(), m.surname())
	m.repeat(1, 6, func(int) {
		m.line(":61:%s%sD%s,%sNTRF%s//%s", m.date(), m.digits(4), m.digits(4), m.digits(2), m.word(16, alphanumeric), m.digits(12))
	})
}

func table(m *maker, i int) {
	m.line("NAME                 NUMBER     BORN    NAT  AMOUNT")
	m.repeat(3, 25, func(int) {
		if i%2 == 0 {
			m.line("%-20s %s %s %s %s.%s", m.surname()+" "+m.given(), m.word(9, alphanumeric), m.date(), m.country(), m.digits(4), m.digits(2))
		} else {
			m.line("%s,%s,%s,%s,%s,%s", m.surname(), m.given(), m.word(9, alphanumeric), m.date(), m.country(), m.digits(6))
		}
	})
}

func logs(m *maker, i int) {
	m.repeat(5, 40, func(int) {
		switch i % 3 {
		case 0:
			m.line("2026-11-%02dT%02d:%02d:%02dZ INFO id=%s took=%sms", 1+m.IntN(28), m.IntN(24), m.IntN(60), m.IntN(60), m.word(16, "0123456789abcdef"), m.digits(3))
		case 1:
			m.line("%s-%s-%s ERROR %s: TRANSACTION %s REJECTED BY HOST %s", m.digits(4), m.digits(2), m.digits(2), m.word(6, alphanumeric), m.digits(12), m.word(8, alphanumeric))
		default:
			m.line("<%s>%s %s kernel: [%s.%s] %s", m.digits(2), m.day(), m.digits(6), m.digits(5), m.digits(6), m.word(24, alphanumeric))
		}
	})
}

func assembler(m *maker, _ int) {
	m.repeat(8, 30, func(i int) {
		m.line("%05d %s  %-4s %s,%s   ; %s", i*10, strings.ToUpper(m.word(6, "0123456789ABCDEF")), m.pick("MOV", "ADD", "JNZ", "LDA", "STA", "CALL"), m.pick("AX", "BX", "R1", "R12"), m.pick("CX", "0FFH", "[BP+4]"), m.pick("LOAD NEXT", "SAVE COUNT", "SKIP IF ZERO"))
	})
}

func shifts(m *maker, i int) {
	m.repeat(4, 20, func(int) {
		switch i % 3 {
		case 0:
			m.line("std::cout << \"%s\" << x%s << y << std::endl << std::flush;", m.word(8, upperLetters), m.digits(1))
		case 1:
			m.line("#define FLAG_%s (1<<%d)|(1<<%d)|(1<<%d)", m.word(5, upperLetters), m.IntN(32), m.IntN(32), m.IntN(32))
		default:
			m.line("<<<<<<< HEAD\n%s\n=======\n%s\n>>>>>>> %s", m.word(30, alphanumeric), m.word(30, alphanumeric), m.word(7, "0123456789abcdef"))
		}
	})
}

// encoded writes bytes in lines of a width.
func (m *maker) encoded(width int, encode func([]byte) string) {
	b := make([]byte, 60+m.IntN(400))
	for i := range b {
		b[i] = byte(m.IntN(256))
	}
	for s := encode(b); s != ""; s = s[min(width, len(s)):] {
		m.line("%s", s[:min(width, len(s))])
	}
}

func hexDump(m *maker, _ int) {
	b := make([]byte, 100+m.IntN(300))
	for i := range b {
		b[i] = byte(32 + m.IntN(96))
	}
	m.b.WriteString(hex.Dump(b))
}

func intelHex(m *maker, _ int) {
	m.repeat(3, 15, func(i int) { m.line(":10%04X00%s", i*16, m.word(34, "0123456789ABCDEF")) })
	m.line(":00000001FF")
}

func receipt(m *maker, _ int) {
	m.line("%s MARKET\n%s\nVAT NO %s%s", m.surname(), strings.Repeat(m.pick("=", "-", "*", "<"), 32), m.country()[:2], m.digits(9))
	m.repeat(3, 14, func(int) {
		m.line("%-22s %2d X %3d.%s", m.pick("MILK 1L", "BREAD WHITE", "APPLES KG", "COFFEE BEANS", "KITCHEN ROLL", "CHEESE SLICES"), 1+m.IntN(9), m.IntN(40), m.digits(2))
	})
	m.line("TOTAL EUR %s.%s\nCARD XXXXXXXXXXXX%s AUTH %s\n%s", m.digits(2), m.digits(2), m.digits(4), m.word(6, alphanumeric), m.digits(32))
}

func invoice(m *maker, _ int) {
	m.line("INVOICE NO %s   DATE %s\nBILL TO %s %s\nCUSTOMER ID %s", m.word(10, alphanumeric), m.day(), m.given(), m.surname(), m.word(8, alphanumeric))
	m.repeat(2, 10, func(int) {
		m.line("%s  %-24s %3d %s.%s", m.word(12, alphanumeric), m.pick("STEEL BRACKET", "HEX BOLT M8X40", "CABLE KIT 3M", "LABEL ROLL"), m.IntN(200), m.digits(4), m.digits(2))
	})
	m.line("REFERENCE RF%s%s\nPAYMENT CODE %s", m.digits(2), m.word(20, alphanumeric), m.digits(44))
}

func mail(m *maker, _ int) {
	m.line("Received: from mx%s.example.org (192.0.2.%s) by mail.example.com with ESMTPS id %s; %s", m.digits(1), m.digits(2), m.word(12, alphanumeric), m.day())
	m.line("Message-ID: <%s@example.org>\nFrom: \"%s\" <%s@example.org>\nDKIM-Signature: v=1; a=rsa-sha256;", m.word(20, alphanumeric), m.surname(), strings.ToLower(m.given()))
	b := make([]byte, 160)
	for i := range b {
		b[i] = byte(m.IntN(256))
	}
	for s := base64.StdEncoding.EncodeToString(b); s != ""; s = s[min(70, len(s)):] {
		m.line("\t%s", s[:min(70, len(s))])
	}
	m.line("\n>> %s\n>>> %s\n<<<EOF", m.surname(), m.given())
}

func docs(m *maker, i int) {
	m.repeat(1, 6, func(k int) {
		sep := []string{"/", "-"}[i%2]
		f := []string{"SR DOCS YY HK1", "P", m.country(), m.word(9, alphanumeric), m.country(), m.day(), m.pick("M", "F"), m.day(), m.surname(), m.given()}
		m.line("%s", strings.Join(f, sep))
		m.line("SSR DOCO LH HK1 %s/V/%s/%s/%s", m.airport(), m.digits(9), m.airport(), m.day())
	})
}

func pnr(m *maker, _ int) {
	m.line("RP/%s1A098/%s1A098            AA/SU  %s/1207Z   %s", m.airport(), m.airport(), m.day(), m.word(6, upperLetters))
	m.repeat(1, 5, func(i int) { m.line("  %d.%s/%s MR", i+1, m.surname(), m.given()) })
	m.repeat(1, 4, func(i int) {
		m.line("  %d  %s%s Y %s 4 %s%s HK1  0730 0925  *1A/E*", i+6, m.airline(), m.digits(4), m.day()[:5], m.airport(), m.airport())
	})
	m.line("  9 FA PAX %s-%s/ET%s/%s/%s/S2", m.digits(3), m.digits(10), m.airline(), m.day(), m.digits(8))
	m.line(" 10 *SSR DOCS YY HK1 P/%s/%s/%s/%s/F/%s/%s/%s", m.country(), m.word(9, alphanumeric), m.country(), m.day(), m.day(), m.surname(), m.given())
}

func edifact(m *maker, i int) {
	end := []string{"'", "'\n"}[i%2]
	segments := []string{"UNA:+.? ", "UNB+UNOA:4+" + m.airline() + "+NZCS+" + m.date() + ":1545+" + m.digits(9), "UNH+PAX001+PAXLST:D:05B:UN:IATA", "BGM+745", "TDT+20+" + m.airline() + m.digits(3)}
	for range 2 + m.IntN(6) {
		segments = append(segments, "NAD+FL+++"+m.surname()+":"+m.given(), "ATT+2++"+m.pick("M", "F"), "DTM+329:"+m.date(), "NAT+2+"+m.country(),
			"DOC+P:110:111+"+m.word(9, alphanumeric), "DTM+36:"+m.date(), "LOC+91+"+m.country())
	}
	m.b.WriteString(strings.Join(append(segments, "UNZ+1+"+m.digits(9)), end) + end)
}

// orbits writes elements of satellites: two lines of digits with a check digit.
func orbits(m *maker, _ int) {
	m.repeat(1, 4, func(int) {
		n := m.digits(5)
		m.line("UTOSAT %s", m.digits(2))
		m.line("1 %sU %sA   %s.%s  .0000%s  00000-0  %s-4 0  %s", n, m.digits(5), m.digits(5), m.digits(8), m.digits(4), m.digits(5), m.digits(4))
		m.line("2 %s  %s.%s %s.%s %s  %s.%s %s.%s %s.%s%s", n, m.digits(2), m.digits(4), m.digits(3), m.digits(4), m.digits(7), m.digits(2), m.digits(4), m.digits(3), m.digits(4), m.digits(2), m.digits(8), m.digits(6))
	})
}

func weather(m *maker, _ int) {
	m.repeat(2, 10, func(int) {
		m.line("METAR E%s %sZ %sKT 9999 FEW0%s BKN0%s %s/%s Q%s NOSIG=", m.airport(), m.digits(6), m.digits(5), m.digits(2), m.digits(2), m.digits(2), m.digits(2), m.digits(4))
	})
	m.line("TAF E%s %sZ %s/%s VRB03KT CAVOK TEMPO %s/%s SHRA", m.airport(), m.digits(6), m.digits(4), m.digits(4), m.digits(4), m.digits(4))
}

// prose is text of many languages in capitals, with and without accents.
var prose = []string{
	"ALL PASSENGERS ARE REMINDED THAT LUGGAGE MUST NOT BE LEFT UNATTENDED AT ANY TIME WITHIN THE TERMINAL BUILDING OR IT WILL BE REMOVED",
	"DIE INHABERIN DIESER KARTE IST BERECHTIGT DIE EINRICHTUNGEN DES HAUSES WAEHREND DER OEFFNUNGSZEITEN ZU BENUTZEN UND GAESTE MITZUBRINGEN",
	"LE TITULAIRE DE CETTE CARTE EST AUTORISÉ À EMPRUNTER TOUS LES TRANSPORTS DE LA RÉGION PENDANT LA DURÉE DE SA VALIDITÉ SANS SUPPLÉMENT",
	"EL TITULAR DE ESTE DOCUMENTO DEBERÁ PRESENTARLO CUANDO LE SEA REQUERIDO POR LOS AGENTES DE LA AUTORIDAD EN EL EJERCICIO DE SUS FUNCIONES",
	"IL PRESENTE BIGLIETTO DEVE ESSERE CONVALIDATO PRIMA DELLA PARTENZA E CONSERVATO FINO ALLA FINE DEL VIAGGIO PER EVENTUALI CONTROLLI",
	"O PORTADOR DESTE CARTÃO TEM DIREITO A ENTRADA GRATUITA EM TODOS OS MUSEUS DA CIDADE DURANTE O PERÍODO INDICADO NO VERSO",
	"POSIADACZ NINIEJSZEJ KARTY JEST UPRAWNIONY DO BEZPŁATNEGO PRZEJAZDU ŚRODKAMI KOMUNIKACJI MIEJSKIEJ NA OBSZARZE GMINY",
	"DE HOUDER VAN DEZE PAS HEEFT TOEGANG TOT HET GEBOUW OP WERKDAGEN TUSSEN ACHT UUR EN ZES UUR EN DIENT DE PAS ZICHTBAAR TE DRAGEN",
	"TÄMÄN KORTIN HALTIJALLA ON OIKEUS KÄYTTÄÄ KIRJASTON PALVELUJA JA LAINATA AINEISTOA VOIMASSA OLEVIEN SÄÄNTÖJEN MUKAISESTI",
	"BU KARTIN SAHİBİ BELİRTİLEN SÜRE BOYUNCA TÜM TESİSLERDEN ÜCRETSİZ OLARAK YARARLANMA HAKKINA SAHİPTİR VE KART DEVREDİLEMEZ",
	"PEMEGANG KARTU INI BERHAK MEMASUKI KAWASAN PELABUHAN PADA HARI KERJA DAN WAJIB MENGENAKAN KARTU SELAMA BERADA DI DALAM",
	"ПРЕДЪЯВИТЕЛЬ НАСТОЯЩЕЙ КАРТЫ ИМЕЕТ ПРАВО ПРОХОДА НА ТЕРРИТОРИЮ ПРЕДПРИЯТИЯ В РАБОЧЕЕ ВРЕМЯ ПРИ НАЛИЧИИ ПРОПУСКА",
}

// capitals writes prose in lines about as long as those of a zone, without blanks
// at times, as some engines read it.
func capitals(m *maker, i int) {
	width := []int{30, 36, 44, 60}[m.IntN(4)]
	text := []rune(prose[i%len(prose)])
	for len(text) > 0 {
		n := min(width, len(text))
		line := string(text[:n])
		if i%2 == 1 {
			line = strings.ReplaceAll(line, " ", "")
		}
		m.line("%s", line)
		text = text[n:]
	}
}

func headings(m *maker, _ int) {
	for _, h := range []string{
		"PASSPORT PASSEPORT REISEPASS PASAPORTE", "Type/Type Code/Code Passport No./Passeport No", "P<UTO", "Surname/Nom " + m.surname(), "Given names/Prénoms " + m.given(),
		"Nationality/Nationalité " + m.country(), "Date of birth/Date de naissance " + m.day(), "Sex/Sexe " + m.pick("M", "F"), "Place of birth/Lieu de naissance ZENITH",
		"Date of expiry/Date d'expiration " + m.day(), m.word(9, alphanumeric), "REPUBLIC OF UTOPIA MINISTRY OF THE INTERIOR",
	} {
		if m.IntN(5) > 0 {
			m.line("%s", h)
		}
	}
}

// lines writes as many lines as a zone has, and as long, joined or with others.
func (m *maker) lines(i int, alphabet string) {
	shape := [][2]int{{3, 30}, {2, 36}, {2, 44}, {1, 72}, {1, 88}, {1, 90}}[i%6]
	n := shape[0]
	if i%4 == 3 {
		n += m.IntN(6)
	}
	for range n {
		m.line("%s", m.word(shape[1], alphabet))
	}
}

func randomWords(m *maker, i int) {
	width := []int{30, 36, 44}[i%3]
	for range 2 + i%2 {
		line := ""
		for len(line) < width {
			line += m.word(3+m.IntN(7), []string{upperLetters, allDigits, alphanumeric}[m.IntN(3)]) + strings.Repeat("<", 1+m.IntN(3))
		}
		m.line("%s", line[:width])
	}
}

// randomNames writes lists of names with fillers, and no line of data.
func randomNames(m *maker, i int) {
	m.repeat(2, 6, func(int) {
		m.line("%s", pad(strings.ReplaceAll(m.surname(), " ", "<")+"<<"+strings.ReplaceAll(m.given(), " ", "<"), []int{30, 31, 36, 39, 44}[i%5]))
	})
}

// fillersAndFew writes lines of fillers, and of what these are read as, with few
// other characters.
func fillersAndFew(m *maker, i int) {
	width := []int{30, 36, 44}[i%3]
	m.repeat(2, 12, func(int) {
		line := []byte(m.word(width, "<<<<<<<<<<<<<<<<KKSCEX"))
		for range m.IntN(6) {
			line[m.IntN(width)] = alphanumeric[m.IntN(len(alphanumeric))]
		}
		m.line("%s", line)
	})
}

// oneCharacter writes pages of a character, or of two by turns.
func oneCharacter(m *maker, i int) {
	unit := []string{"<", "K", "0", "A", "C", "S", "«", "<K", "K<", "X0"}[i%10]
	width := []int{30, 36, 44}[i%3]
	n := 2 + 38*(i/10)
	for range n {
		m.line("%s", string([]rune(strings.Repeat(unit, width))[:width]))
	}
}

func markup(m *maker, i int) {
	switch i % 3 {
	case 0:
		m.line("<?XML VERSION=\"1.0\"?><PASSENGERS>")
		m.repeat(2, 6, func(int) {
			m.line("<P><N>%s</N><G>%s</G><D>%s</D><C>%s</C></P>", m.surname(), m.given(), m.date(), m.country())
		})
	case 1:
		m.repeat(2, 6, func(int) {
			m.line(`{"SURNAME":"%s","GIVEN":"%s","NUMBER":"%s","BIRTH":"%s","STATE":"%s"}`, m.surname(), m.given(), m.word(9, alphanumeric), m.date(), m.country())
		})
	default:
		m.repeat(2, 8, func(int) {
			m.line("HTTPS://WWW.EXAMPLE.ORG/%s?ID=%s&AMP;NAME=%s&LT;%s&LT;", m.word(6, upperLetters), m.digits(12), m.surname(), m.given())
		})
	}
}

// frenchCard writes the lines of the French card of 1988, which are national: 36
// characters in two lines, as in a TD2, with other fields.
func frenchCard(m *maker, _ int) {
	m.line("%s%s%s", pad("IDFRA"+strings.ReplaceAll(m.surname(), " ", "<"), 30), m.digits(3), m.digits(3))
	m.line("%s%s%s%s%s%s", m.digits(12), m.digits(1), pad(strings.ReplaceAll(m.given(), " ", "<<"), 14), m.date()+m.digits(1), m.pick("M", "F"), m.digits(1))
}
