// Frequent surnames of the countries the service is used in, and of those whose families live there: a word that is one of them is taken for
// that name, never for a misheard other one. Left out is what recognisers write
// for one of them: Miller for Müller, and what is only an umlaut without its dots (Muller, Kruger).
// Source: compiled by the authors of this project, together with the German, Polish, Turkish and (for surnames) Italian lists of Faker 10.6.0;
// licence: MIT, LICENSE-faker.txt.

export const frequentSurnames = `
  Abacı Abadan Abalıoğlu Abate Abay Abbas Abbate Abbondanza Abbrescia Abdallah Abdullah Abel Abicht Abraham Abramovic Abt Acar
  Açar Accardi Accardo Accurso Aceto Achilles Achkinadze Açıkalın Açıkgöz Ackermann Aclan Acquadro Acquaviva Acquistapace Adal
  Adam Adamczak Adamczyk Adamek Adami Adamiak Adamiec Adamo Adamowicz Adams Adamski Adamus Adan Adanır Addari Addis Ade Adem
  Adin Adıvar Adler Adragna Aebi Affinito Ağaoğlu Ağca Ağırbaş Agnello Agostinelli Agostini Agresta Ahlke Ahmad Ahmadi Ahmed
  Ahrenberg Ahrens Aiello Aigner Akal Akalın Akan Akar Akay Akaydın Akbaba Akbay Akbulut Akçal Akçalı Akcan Akçay Akdağ
  Akdemir Akel Akgöz Akgül Akgün Akıncı Akışık Akkan Akkaş Akkaya Akkoç Akkor Akkoyun Akkoyunlu Akkurt Akman Akpınar Aksakal
  Aksel Akşit Aksoy Aksungur Aktan Aktaş Aktay Akyel Akyıldız Akyürek Akyüz Alaimo Alawi Albanese Albano Albers Albert Alberti
  Albrecht Alcamo Aleksandrowicz Alessandrini Alessi Alev Alexa Alexander Alfano Alfieri Ali Alıcı Alivernini Alizadeh Alkan
  Alkaya Allegretti Allgeyer Alnıaçık Aloi Alpman Alpuğan Alt Altan Altieri Altınay Altınbaş Altınel Altınışık Altınok
  Altıntaş Altıok Altun Altuntaş Alyanak Amabile Amadori Amann Amato Amberg Ambrosini Ambrosino Ambrosio Amendola Amerio Amici
  Amico Amin Amiri Ammann Ammoscato Amoroso Amoruso Amrein Ancona Anders Anding Andreoli Andrisani Andrzejczak Andrzejewski
  Anelli Angeletti Angeli Angelini Angeloni Angelucci Anggreny Annunziata Anselmi Anselmo Antczak Antenucci Antezza Antonacci
  Antonelli Antonini Antonucci Anzalone Apicella Apitz Appel Aprile Aquino Aramini Aras Arcangeli Arda Arena Arendt Arens
  Argenio Argento Argiolas Arıcan Arığ Arık Arıkan Arkan Arndt Arnold Arslan Arslanoğlu Artioli Aryee Asaro Aschenbroich Aşçı
  Ascione Aşık Aşıkoğlu Asil Aşkın Aslan Aslanoğlu Asmus Assmus Astafei Astolfi Atakan Atakol Atalık Atan Atasever Atay Ateş
  Atıcı Atik Atılgan Atlı Atzeni Atzori Auer August Augustyn Augustyniak Aumer Avallone Avan Avcı Avcıoğlu Avola Axmann
  Ayaydın Ayaz Aybar Aycan Aydan Aydemir Aydın Aydin Aydoğdu Aygün Ayhan Aykaç Aykan Aykurt Aytaç Aytek Aytekin Ayverdi Azara
  Aziz Baarck Babacan Babalı Babaoğlu Babic Babini Bacci Bach Bachmann Back Bäcker Badane Bademci Bader Baganz Baggio Bagiński
  Bağış Bahadır Bahl Bähr Bahr Baier Baiocco Bak Bakan Bakırcı Bakırcıoğlu Bakri Balaban Balboni Balcer Balcerzak Balcı Balck
  Baldacci Baldassarre Baldi Baldini Baldo Balducci Balestra Balistreri Balkow Ballarin Ballı Balnuweit Balogh Balsamo Baltacı
  Balzano Balzer Banach Banaś Banasiak Banasik Bandini Bani Banker Banse Bär Baraldi Baran Baranowski Barański Barbagallo
  Barbarosoğlu Barbarossa Barbarulo Barbato Barbera Barberi Barberis Barbero Barbieri Barbiero Barile Barillà Barlas Barletta
  Barone Baroni Barr Barra Barreca Barresi Barretta Barsotti Bartczak Bartel Bartels Barth Barthel Bartkowiak Bartnik Bartoli
  Bartolini Bartolomei Bartolucci Bartosik Bartsch Barylla Başaran Baseda Başer Basile Basmacı Başoğlu Bassani Bassi Basso
  Battaglia Bättig Battista Battisti Battistini Battke Baturalp Bauch Bauer Bauermann Bauermeister Baumann Baumeister
  Baumgartner Baur Bauschinger Bauschke Bayazıt Baydar Bayer Baykam Bayraktar Bayraktutan Bayram Baysoy Beavogui Bech Beck
  Beckel Becker Beckert Beckmann Bedewitz Bedini Bednarczyk Bednarek Bednarski Bednarz Beele Beer Beggerow Beh Behm Behmer
  Behr Behrenbruch Behrend Behrendt Behrens Bekdik Bektaş Bektaşoğlu Belli Bellini Bellomo Bellotti Bellucci Belmonte Belotti
  Beltrame Beltrami Belvisi Belz Benali Benatti Benchaib Bendel Bender Benecke Benedetti Benedetto Benetti Benigni Benini
  Bennardo Benner Benninger Bentivoglio Benvenuti Benvenuto Benz Benzing Berardi Berberoğlu Berends Beretta Berg Bergamasco
  Bergamini Berger Bergmann Bergner Berisha Berk Bern Bernabei Bernardi Bernardini Bernasconi Berner Bernhardt Berning
  Bertaccini Bertani Bertel Bertelli Bertenbreiter Berti Bertini Berto Bertolini Bertolussi Bertram Bertsch Beşerler Beşikçi
  Beso Beşok Best Bethke Betschart Betti Betz Beushausen Beutelspacher Bevilacqua Beyer Bezold Biagetti Biagi Biagini Białas
  Białek Białkowski Bianc Biancheri Bianchetti Bianchi Bianchini Bianco Biasci Biba Bıçakçı Biccari Biçer Bichler Bickel
  Biedermann Biedrzyński Bielak Bielawski Bielecki Bieler Bielert Bielski Bienasch Bienias Bieniek Bieńkowski Bieri Biermann
  Biernacki Biernat Biesenbach Bigdeli Biggi Bildik Bilen Bilge Bilgen Bilgiç Bilgin Bilski Binder Bindi Bini Bionaz Biondi
  Birg Birinci Birkemeyer Birlik Bischoff Bisconti Bisio Bittner Bizzarri Blanc Blank Blaschek Blaser Blasi Blassneck
  Błaszczak Błaszczyk Bloch Blochwitz Blockhaus Blum Blume Bober Bocchi Boccia Boch Bochenek Bock Böcker Bode Bodini Boduroğlu
  Boffa Bog Bogdashin Bogenrieder Bogner Bogucki Bogusz Bohge Böhl Bohl Böhlmann Bohm Böhm Böhme Böhmer Bohn Boi Bolat Bolatlı
  Bolliger Bolm Bologna Bölükbaş Bölükbaşı Bolz Bonanni Bonanno Bonato Bonazzi Bonelli Bonetti Bongiorno Bongiovanni Boni
  Bonifazi Bonini Bönisch Bono Bonomi Bonomo Book Boratav Borchert Bordoni Borek Borelli Börgeling Borghi Borgia Borgschulze
  Bork Borkowski Bormann Born Börner Bornscheuer Borowiec Borowski Borrelli Borrmann Borsch Bortolin Bortoluzzi Bortot
  Boruschewski Bos Boscaino Bösch Bosch Boschetti Boschi Bosco Boscolo Bosi Bosler Bosshard Botta Böttcher Böttner Bouazza
  Bourrouag Bouschen Bouzid Bove Bovolenta Boxhammer Boyacı Boyde Boz Bozdoğan Bozkır Bozkurt Bozoğlu Bozsik Bozzi Bozzo Bożek
  Braia Brambilla Branca Brand Brandenburg Brandes Brandi Brandis Brandl Brandner Brandstätter Brandt Brauer Braun Bräutigam
  Brehmer Breitenstein Bremer Bremser Brenner Bresciani Bressan Brettschneider Breu Breuer Briano Briesenick Brigandì Brignone
  Bringmann Brinkmann Brix Brizzi Brockmann Broda Broening Brogi Brömme Brosch Brown Brücker Brückmann Bruckmann Brückner
  Bruckner Bruder Brüggmann Bruhns Brumat Brummer Brun Brunelli Brunetti Bruni Brunner Bruno Bruns Bruschi Bruzzone Brzeziński
  Brzezinski Brzozowski Bucaklı Buccheri Bucci Buch Büchele Bucher Buchholz Buchmann Buchrucker Buck Bück Buczek Buczkowski
  Buczyński Budak Budde Buder Budziński Budzyński Buhl Bühl Bühler Bühlmann Bujak Büker Bukowski Bulak Bulgarelli Bultmann
  Bulut Büngener Bunjes Bunker Buongiorno Buonomo Burg Bürger Burger Burghagen Burgio Burkhard Burkhardt Bürklein Burmeister
  Burri Buruk Burzyński Busch Buschbaum Büscher Buschmann Busemann Buss Busse Bussmann Butera Büttner Buzzi Byrd Bytyqi Bąk
  Bąkowski Cabras Caccamo Caccavo Cacciapuoti Cacciatore Cadoni Caforio Caggiano Çağıran Caiazza Caiazzo Çakır Calabrese
  Calabria Calabrò Calafiore Calandro Califano Callegari Calligaris Calì Calò Camara Çamdalı Camilli Cammarata Cammisa
  Campagna Campana Campanella Campanile Campanini Campisi Campo Campoli Campus Can Canale Cancelliere Cancellieri Candela
  Candido Canepa Cangiano Canino Cannas Cannata Cannella Cannone Canova Cantagallo Cantoni Canu Capannolo Çapanoğlu Capasso
  Capecchi Capelli Capitani Capizzi Capoccia Capocotta Capogna Capone Caporaso Cappai Cappelletti Cappelli Cappello Cappiello
  Capponi Capraro Capriotti Capuano Caputo Cara Caracciolo Caradonna Carbon Carbone Carboni Cardella Cardia Cardinale
  Cardinali Cardini Cardone Careddu Carella Caretti Caricari Carini Carletti Carli Carlini Carlino Carloni Carlotti Carlowitz
  Carlsohn Carlucci Carminati Carnevale Carnovale Carollo Carosi Carrara Carraro Carrieri Carriero Carrozza Carrozzo Carrus
  Carta Caruso Carvelli Carè Casadei Casadio Casagrande Casale Casali Casano Casavecchia Cascio Cascone Casella Caselli
  Caserta Casini Casolaro Caspari Caspers Cassano Castagna Castaldi Castaldo Castellana Castellani Castellano Castelli
  Castiello Castiglioni Casu Casula Catalano Çatalbaş Cataldi Cataldo Catania Catanzaro Catarsi Catellani Caterino Cattaneo
  Cattani Cavaliere Cavalieri Cavallari Cavallaro Cavalli Cavallini Cavallo Cavriani Cebula Ceccarelli Ceccarini Cecchetti
  Cecchi Cecchini Cecere Celano Celentano Celeste Celi Çelik Celli Cellini Cenni Centofanti Cerise Cerny Cerrani Cerrato Cerri
  Cerullo Cerutti Cesaretti Çetin Çetiner Çevik Ceylan Chaoui Chapron Cherchi Cherif Cherubini Chessa Chessari Chiacchio
  Chianese Chiaravalle Chiavacci Chilà Chimenti Chiodi Chirico Chmiel Chmielewski Chmura Chojnacki Chojnowski Cholewa Christ
  Christen Christiansen Chrzanowski Chudzik Ciaccio Ciacio Ciampa Cianci Ciani Ciavarella Cicala Cicatiello Ciccarelli
  Cicchetti Ciccone Cichocki Cichoń Cichy Cierpinski Ciesielski Cieśla Cieślak Cieslak Cieślik Cifarelli Cilli Cimmino Cinelli
  Cingolani Cini Cioffi Cioni Ciotola Ciotti Cipolla Cipollaro Cipolletta Cipriani Cipriano Cirelli Cirillo Ciszewski Citro
  Cittadino Ciuffetelli Ciuffreda Ciulla Clarius Clark Claus Claußen Cleem Clemente Cleve Co Çoban Coccia Cocco Cola Colangelo
  Colantuono Colella Coletta Colombo Colonna Colucci Comito Como Concas Conforti Congiu Coniglio Conrad Consiglio Cont Conte
  Conti Contini Contu Coppola Corazza Cordes Cordioli Çörekçi Coretti Cornelsen Corona Corradi Corradini Corrado Corrao
  Correale Corridori Cors Corsi Corsini Corso Cortese Cortesi Corti Cortinovis Cosentino Coşkun Coslovich Cossu Costa
  Costantin Costantini Costantino Costanza Costanzo Cotthardt Cottone Coviello Cozzani Cozzi Cozzolino Crea Cremer Cremona
  Cremonesi Crepaldi Crescenzi Crespi Crevatin Crews Crimi Crippa Crisafulli Criscenti Crisci Criscione Crispino Cristiano
  Cristofaro Critelli Croce Cronjäger Crosskofp Cruciani Cruciata Cucchiara Cucciniello Cuomo Curci Curcio Curreli Cusimano
  Cusumano Cuzzocrea Cybulski Cygan Czaja Czajka Czajkowski Czapla Czarnecki Czech Czechowski Czekaj Czerniak Czerwiński
  Czerwinski Czyż Czyżewski D'Agostino D'Aleo D'Alessandro D'Alessio D'Amato D'Ambrosio D'Amico D'Amore D'Andrea D'Angeli
  D'Angelo D'Anna D'Argenio D'Avino D'Elia D'Errico D'Incà D'Ippolito D'Onofrio D'Orazio D'Urso Da Dabrowski Dächert Dağdaş
  Dağlaroğlu Dahl Dahm Dahmen Daidone Daimer Dalkıran Dalmasso Damaske Damiani Damiano Damico Damm Daniel Daniele Danker
  Danneberg Danner Dante Darwish Dattilo Daub Daubner Daudrich Dauer Daum Dauth Dautzenberg David Davies Davoli De Dec Decker
  Deckert Deerberg Degano Degen Degrassi Dehmel Deiana Deil Deja Delfino Dell'Amico Delogu Delonge Demir Demirbaş Demirci
  Demirel Demontis Demurtas Demut Denaro Dengler Denk Denkel Denker Denner Denti Denzinger Deriu Derr Dertmann Desiderio
  Desogus Destro Dethloff Deuschle Diamanti Diana Dick Dieckmann Diedrich Diehl Diekmann Diel Dienel Dies Dietl Dietrich Dietz
  Dietzsch Diezel Dill Dilla Dinç Dingelstedt Dini Dionisi Dippl Distefano Dittmann Dittmar Dittmer Dix Dizdar Djordjevic
  Długosz Dobbrunz Döbel Dobler Dobosz Dobrowolski Dobrzyński Dodaro Doğan Dohring Dolce Dolch Dolci Dold Domagała Domański
  Dombrowski Dominiak Dominici Donati Donato Donda Donie Doria Döring Dorn Dörner Doro Doronzo Dörr Dörre Doskoczynski Drabik
  Drago Dragone Dragoni Dragu Drechsler Drees Dreger Dreher Dreier Dreissigacker Drescher Dressler Drews Drexler Dreyer Drozd
  Drozdowski Dróżdż Drucker Drzewiecki Dubiel Dubois Duca Ducci Dück Duda Dudek Dudziak Dudzik Dudziński Duma Duman Dunker
  Dupont Durak Durand Durante Durmaz Dürr Düşenkalkar Duszyński Dutkiewicz Dutto Duygulu Dvorak Dyett Dylus Dziedzic Dziuba
  Dąbek Dąbkowski Dąbrowski Dębowski Dębski Eberhard Eberhardt Ebert Ebner Ecker Eckert Eckhardt Eder Edler Edorh Edwards
  Effler Egeli Eggenmueller Egger Eggers Eggert Egli Ehlers Ehlert Ehm Ehmann Ehrig Ehrlich Eich Eichenberger Eichhorn Eichler
  Eifert Einert Eisele Eisenlauer Ekici Ekpo Ekşioğlu Elbe Elçiboğa Eleyth Elia Eliçin Eligibile Elmastaşoğlu Elss Emert
  Emmelmann Ender Engel Engelen Engelhardt Engelmann Epifani Eplinius Erbay Erberk Erbulak Erçetin Ercoli Erdem Erdmann
  Erdoğan Erez Erginsoy Erhardt Erkekli Erlei Erm Ermini Erni Ernst Eronat Errante Errera Errichiello Errico Ertepınar Ertl
  Ertürk Erwes Esenwein Esposito Esser Eugster Evangelista Evangelisti Evans Evers Everts Evliyaoğlu Evola Ewald Fabbri
  Fabbricatore Fabbro Faber Fabiani Fabiano Fabris Fabrizi Fabrizio Fadda Fahner Falbo Falchi Falcioni Falco Falcone Falk
  Falkowski Faller Falter Falzone Fanara Fancello Fanelli Fankhauser Fantini Fantozzi Faraci Farah Faraone Farber Farella
  Fares Farin Farina Farkas Farris Fasano Fasoli Fassbender Faulhaber Fava Favara Favaro Favero Favre Fazio Fedele Federici
  Federico Fehr Fehrig Felber Feld Felder Feldmann Feleppa Felici Feliziani Felke Feller Femina Fenner Fenske Ferilli Ferluga
  Fernandez Ferracuti Ferraiuolo Ferrando Ferrante Ferranti Ferrara Ferrari Ferrarini Ferrario Ferraris Ferraro Ferrarotti
  Ferreira Ferreri Ferrero Ferretti Ferri Ferrigno Ferrini Ferro Ferroni Festa Festuccia Feuerbach Fichera Fichtner Fidler
  Fiedler Fierro Fietz Figl Figura Fijałkowski Filice Filipek Filipiak Filipowicz Filipowski Filippi Filippini Filipponi
  Filsinger Fincke Fini Fink Finke Finocchiaro Finotti Fior Fioravanti Fiore Fiorelli Fiorentini Fiorentino Fiorenza Fioretti
  Fiori Fiorillo Fiorini Fiorucci Fischer Fischetti Fitschen Flacco Flak Fleischer Fleischmann Flis Floder Florczak Flore
  Florek Floridia Florio Floris Flottmann Flückiger Foglia Fois Fonda Fontana Fonti Forconi Forgione Forkel Forlani Formica
  Fornara Forst Först Förster Forster Forte Fortugno Fortunato Foschi Foti Frahmeke Francesca Franceschi Franceschini
  Francesconi Francese Franchi Franchini Franco Frank Franke Frankowski Franta Frantz Franz Franzis Franzmann Franzoni Franzè
  Frasca Fratello Fratti Frau Frauen Frauendorf Freese Frei Freigang Freimann Freimuth Freisen Freitag Frenzel Freund Frey
  Frezza Frick Fricke Fried Friedek Friedenberg Friedli Friedmann Friedrich Friess Frigerio Frigo Frisch Fritsch Fritsche
  Fritz Fröhlich Frohn Fromm Frosch Frąckowiak Frączek Frątczak Fucci Fuchs Fuchsl Fuhlbrügge Fumagalli Fumarola Funk Funke
  Fuoco Furlan Furman Furno Furrer Fürst Fürster Fusaro Fusco Fusenig Fust Gaba Gabius Gabler Gabriele Gabrielli Gaddini
  Gadomski Gadschiew Gagliano Gagliardi Gais Gajda Gajewski Gakstädter Galander Galante Galasso Galati Galeazzi Gałka Galli
  Gallo Galluzzo Gałązka Gamba Gamberini Gambino Gamlin Gamper Gandolfo Gangemi Gangnus Ganzmann Garatva Garau Garavaglia
  Garber Garcia Gargiulo Garifo Garofalo Gärtner Gashi Gaspari Gasparini Gasser Gast Gastel Gatta Gatti Gatto Gatzka Gauder
  Gaudiano Gaweł Gawlik Gawron Gawroński Gazzola Gebhardt Geese Gehl Gehre Gehrig Gehring Gehrke Geiger Geil Geis Geiß Geisler
  Geißler Geissler Geist Gell Gelling Gemma Genchi Genna Gennaro Genovese Gens Gentile Gentili Gerace Geraci Gerbennow Gerber
  Gerdel Gerhardt Gerlach Germani Gerschler Gerson Gertner Gervasi Gesell Geyer Gfeller Ghilardi Ghirmai Ghosh Giacalone
  Giaccio Giachi Giacomelli Giampaoli Giampaolo Giannelli Giannetti Gianni Giannini Giannone Giannotti Gianotti Giansante
  Giardina Giardini Giehl Gierisch Giesa Giesche Giese Giger Gigli Giglio Gigliotti Gil Gilde Gioacchini Gioia Giordani
  Giordano Giorgetti Giorgi Giorgio Giovannelli Giovannetti Giovannini Giovinazzo Girardi Giraudo Girone Gisler Giudice
  Giuffrida Giugliano Giuliani Giuliano Giunta Giusti Giustra Glaser Glatting Głogowski Gloor Głowacki Glowacki Głąb Gobbi
  Göbel Göckeritz Godlewski Goebel Goedicke Göhl Gohl Göhler Goldbeck Goldfuss Goldkamp Goldkühle Golec Golinelli Göll Goller
  Golling Gollnow Golomski Gołąb Gołębiewski Gołębiowski Gombert Gomez Gönültaş Gonzalez Góra Góral Górecki Gori Górka Görlich
  Görmer Górniak Górny Gorski Górski Gotthardt Gottschalk Götz Götzelmann Govoni Goy Grabner Grabowski Graczyk Gradzki Gräf
  Graf Grams Granata Granato Grande Grandi Grange Granà Graß Grasse Grassi Grasso Gratzky Grau Gravina Graziani Graziano Greb
  Greco Green Greger Gregori Greiner Greithanner Grell Greppi Greschner Grieco Griem Grieß Griese Grill Grilli Grillo Grimaldi
  Grimm Grob Grochowski Groll Gromisch Groß Großmann Gröss Gross Grosser Grossheim Grossi Grosskopf Grosso Grothaus Grothkopp
  Grotke Grötzinger Grube Gruber Grudzień Grün Grundmann Grüner Gruning Gruppuso Gruszczyński Gruszecki Gruszka Grzegorczyk
  Grzelak Grzesiak Grzesik Grześkowiak Grzyb Grzybowski Grzywacz Gualtieri Guarino Guarneri Guarnieri Guastella Guastone
  Guerra Guerrieri Guerriero Guerrini Guglielmi Guida Guidetti Guidi Guido Guidotti Gül Güldemeister Güler Gulino Gullì
  Gummelt Gümüşpala Günday Güneş Gunkel Günter Günther Günz Gürbig Gürmen Gurrieri Gusmeroli Gut Guth Gutjahr Gutowicz
  Gutowski Gutschank Guzik Gwoździk Gwóźdź Gąsior Gąsiorowski Haack Haaf Haag Haas Haase Habel Haber Häber Haberland Hache
  Hack Hackbusch Hacke Hackelbusch Häcker Hacker Haddad Haddou Hadfield Hadwich Haferkamp Häfliger Häfner Hagemann Hagen Hahl
  Hahn Hahne Haidari Haider Hajduk Hajek Hakyemez Hall Haller Hallmann Hamad Hamann Hamdan Hamdi Hamid Hammer Hamzaoğlu
  Hanenberger Hanger Hanke Hannecker Hanniske Hansen Hanz Hardy Hargasser Harms Harmsen Harnapp Harris Härtel Harter Harting
  Hartlieb Hartmann Hartung Hartwig Hartz Haschke Hase Hashemi Hasler Hass Hassan Hasse Hassfeld Hauck Haug Hauke Haupt Hauser
  Häuser Hausmann Hausner Haverney Heberstreit Hechler Hecht Heck Hecker Heckmann Hedermann Hehl Heidelmann Heidemann Heidler
  Heil Hein Heine Heinemann Heinig Heinke Heinrich Heinrichs Heinz Heinze Heise Heiser Heist Held Hell Heller Hellmann Hellwig
  Helm Helmke Helpling Hempel Hengmith Henke Henkel Hennes Hennig Henning Henry Hense Hensel Hentel Hentschel Hentschke
  Hepperle Herberger Herbrand Herbst Hering Herman Hermann Hermecke Herms Herold Herrmann Hersch Herschmann Hertel Herweg
  Herwig Herzenberg Herzog Heß Hess Hesse Hessek Hessler Hetzler Heuck Heuer Heydemüller Heyer Heyl Hiebl Hildebrand
  Hildebrandt Hildenbrand Hilgendorf Hillard Hille Hiller Hingsen Hingst Hinrichs Hinz Hinze Hirsch Hirschberg Hirst Hirt
  Hoang Höcke Hodea Hodel Hodzic Hofbauer Höfer Hofer Hoffer Hoffman Hoffmann Hoffmeister Hofmann Hofner Hofstetter Höft
  Hohenberger Hohl Hohn Höhn Höhne Hohnheiser Hold Holdt Holinski Holl Höll Höller Holler Holtfreter Holz Holzdeppe Holzer
  Hölzl Holzmann Holzner Homann Hommel Hönig Honz Hooss Hopp Hoppe Horak Hördt Hörmann Horn Horna Hornung Horst Horstmann Hort
  Horvath Hosseini Hotz Howard Hoxha Hübenbecker Huber Hübl Hübner Hübsch Huckestein Hudak Huebel Hug Hügel Hughes Hugo Huhn
  Hujo Huke Huls Humbert Hummel Huneke Hunger Hunziker Hupfer Hürlimann Hurst Hussain Hussein Huth Hüttcher Hütter Iacolare
  Iacono Iacovino Iacovone Iandolo Iannaccone Iannello Ianni Iannone Iannucci Iaria Iazzetta Ibe Ibrahim Idrissi Ierardi Iezzi
  Ihly Ilic Ilıcalı Illing Imhof Impellizzeri Improta Indelicato Ingrassia Ingrosso Innocenti Inzerillo Iodice Ionescu Iorio
  Iotti Iovino Ippoliti Ippolito Isak Isekenmeier Işık Isler Issa Iten Itt Iuliano Ivanov Iwanowski Iwański Izdebski Izzi Izzo
  Jaber Jabłoński Jablonski Jackowski Jackson Jacob Jacobi Jacobs Jafari Jäger Jägers Jäggi Jagiełło Jagielski Jagodziński
  Jagusch Jahn Jahnke Jakob Jakobs Jakubczyk Jakubiak Jakubowski Jamal Jambor Jamrozy Janas Jander Janiak Janich Janicki Janik
  Janiszewski Janke Jankowiak Jankowski Janowski Janßen Jansen Jansson Janus Janusz Januszewski Janz Jarets Jaros Jarosz
  Jarząbek Jasiński Jasinski Jaśkiewicz Jasper Jastrzębski Jaworski Jegorov Jellinghaus Jenni Jensen Jeorga Jerschabek Jess
  Jezierski John Johnson Jonas Jones Jordan Jossa Jost Jovanovic Jóźwiak Jóźwik Jucken Juncker Jung Jungbluth Jünger Jungton
  Junker Jurek Jürgens Juric Jurkiewicz Jurkowski Just Juszczak Jędrzejczak Jędrzejczyk Jędrzejewski Kacprzak Kaczmarczyk
  Kaczmarek Kaczmarski Kaczor Kaczorowski Kaczyński Kaesmacher Kägi Kahl Kähler Kahlert Kahles Kahlmeyer Kahraman Kahveci
  Kainz Kaiser Kaleta Kälin Kalinowski Kalinski Kalisz Kallabis Kallensee Kałuża Kamiński Kaminski Kampf Kampschulte Kania
  Kaniewski Kaplan Kaplangı Kappe Kappler Kapusta Kara Karaböcek Karabulut Karaca Karadağ Karadaş Karaduman Karaer Karakaya
  Karaś Karczewski Karhoff Karim Karimi Karpiński Karrass Karst Karsten Karus Karwowski Kasapoğlu Käser Kasper Kasperek
  Kasprzak Kasprzyk Kass Kassab Kassem Kasten Kästner Kastner Kaszuba Käther Katzinski Kaufmann Kaul Kausemann Kavaklıoğlu
  Kawa Kawecki Kawohl Kaya Kayan Kaymaz Kazmarek Kazmierczak Kaźmierczak Keçeci Kedzierski Kehl Kehler Keil Keiner Keller
  Kellermann Kellner Kelly Kelm Kempe Kemper Kempter Kerber Kerl Kern Kerner Kersten Keseroğlu Keskin Keßler Kesselring
  Kesselschläger Kessler Kesten Kestner Kette Kettenis Keutel Khaled Khalil Khouri Khoury Kick Kiefer Kiehl Kiel Kiełbasa
  Kienz Kiessling Kilian Kılıç Kılıççı Kinadeter Kinze Kinzel Kinzy Kıraç Kirch Kirchner Kirsch Kirschner Kirst Kisabaka
  Kisiel Kita Klaas Klabuhn Klapper Klauder Klaus Klausen Klee Kleeberg Kleemann Kleiber Klein Kleine Kleiner Kleinert
  Kleininger Kleinmann Kleinsteuber Kleiss Klemm Klemme Klimczak Klimek Klinger Klink Klopsch Kłos Klose Kłosowski Kloss Kluge
  Kluwe Kmiecik Kmieć Knabe Knapik Knapp Knecht Kneifel Knetsch Knezevic Knies Knippel Knobel Knoblich Knobloch Knoll Knorr
  Knorscheidt Knut Kober Kobs Kobus Koç Kocabıyık Kocak Koch Kochan Kock Koçoğlu Koçyiğit Koczulla Koderisch Koehl Koehler
  Koenig Koester Kofferschlager Kofler Kogler Kogut Koha Köhl Kohl Kohle Köhler Kohler Kohlmann Köhn Kohn Kohnle Köhrbrück
  Köhre Kohrt Koj Kołakowski Kolasa Kolb Koleiski Koller Köller Kollermann Kolodziej Kołodziej Kołodziejczyk Kołodziejski
  Kolokas Kölotzei Komoll Komorowski Konieczna Konieczny König Konopka Konow Konrad Konya Koob Kopczyński Koper Köpernick
  Kopeć Kopf Kopp Körber Korkmaz Körmükçü Korn Korol Korzeniowski Kos Köse Kosenkow Köseoglu Kosiński Kosowski Kostecki Köster
  Kostner Kostrzewa Koszewski Kot Kotowski Koubaa Kovacevic Kovacs Kowal Kowalczuk Kowalczyk Kowalewski Kowalick Kowalik
  Kowalinski Kowalski Köybaşı Köylüoğlu Koyuncu Koza Kozak Kozakiewicz Kozieł Kozioł Kozłowski Kozlowski Kozminski Krabbe
  Kraft Kräger Krahl Krahn Krajewski Krakowiak Kral Krall Krämer Kramer Kraner Kranert Kranz Krasniqi Krauel Krauß Kraus
  Krause Krauspe Krawczyk Krawiec Kreb Krebs Kreiner Kreissig Kremer Kress Kresse Kreutz Kreuzer Krieger Krippner Kröckert
  Krodinger Kröger Krohn Krol Król Królikowski Kroll Kron Krone Kröner Krueger Krug Krüger Kruk Krukowski Krull Krupa
  Krupiński Kruschinski Kruse Kruszewski Krysiak Krzemiński Krzyżanowski Książek Kubacki Kubera Kubiak Kubica Kubicki Kubik
  Kuc Kucera Kucharczyk Kucharski Kuchta Kuciński Küçükler Kuczyński Kuday Kufahl Kühl Kuhl Kuhlee Kuhlmann Kuhn Kühn Kühne
  Kühnel Kühnemund Kuhnen Kühnert Kühnke Kuhnt Kujawa Kujawski Kula Kulaksızoğlu Kulesza Kulig Kulik Kulimann Kuliński Kulma
  Kumbernuss Kumcuoğlu Kummle Küng Kunkel Kunt Kunter Kuntz Kunz Kunze Kupfer Kupprion Kuprion Kurek Kurnicki Kurowski Kurrat
  Kurschilgen Kürschner Kurt Kurutluoğlu Kurz Kuś Kuschewitz Kuschmann Kuske Kuster Küster Kustermann Küsters Küter Kutlay
  Kutscherauer Kutzner Kuzucu Kwadwo Kwaśniewski Kwiatkowski Kwiecień Kwieciński Kúhn Kúhnert Kędzierski Kędziora Kępa Laack
  Labate Lach Lachmann Lack Ladewig Laezza Laganà Lahlou Lai Lakomy Lamacchia Lamberti Lammert Lamos Lamprecht Lana Landgraf
  Landi Landmann Lang Lange Länger Langer Langfeld Langhirt Lanig Lanteri Lanz Lanza Łapiński Lari Laskowski Lasota Latini
  Latorre Lattanzi Lau Lauber Lauckner Laue Lauer Läufer Laufer Lauinger Laurent Lauri Laurén Lausecker Laux Lavecchia Laws
  Lax Lazzari Lazzarini Lazzaro Leale Leberer Lecca Lech Lechner Ledda Lefebvre Leggio Lehmann Lehner Lehnert Leibold Leide
  Leimbach Leipold Leist Leiter Leiteritz Leitheim Leitner Leiwesmeier Lelli Lemke Lenart Lendner Lenfers Lenger Lenk Lentini
  Lenz Lenzen Lenzi Leo Leonardi Leoncini Leone Leonetti Leonhardt Leoni Leopardi Lepore Lepthin Lerch Lesch Leschnik Lesiak
  Leśniak Leśniewski Leszczyński Lettner Letzelter Leu Leuenberger Lewandowski Lewicki Lewin Lewke Leyckes Lezzi Lg Liberati
  Librizzi Licata Liccardo Licciardello Lichtenfeld Lichtenhagen Lichtl Licitra Liebach Liebe Liebich Liebold Lieder Lienshöft
  Ligorio Liguori Lill Limoncuoğlu Lind Linde Lindemann Linden Lindenberg Lindenmayer Linder Lindner Ling Linger Link Linke
  Linnenbaum Linner Linz Liotta Lipari Lipiński Lipka Lippe Lippert Lippi Lippolis Lipske Lipski Lipus Lis Lischka Lisi
  Lisiecki Lisowski List Litterio Liuzzi Liverani Lobinger Locatelli Locci Löchner Loddo Lodi Löffler Loffredo Logsch Lohmann
  Lohre Lohse Loi Loiacono Lokar Löll Lolli Lombardi Lombardini Lombardo Lonardi Longhi Longo Longobardi Loogen Lopez Lorenz
  Lorenzini Loreti Loreto Lori Lorusso Losch Löser Loska Lotito Lott Lotti Lotz Lovato Löwa Löwe Loy Lubina Lübke Luca
  Lucarelli Lucarini Lucchese Lucchesi Luchetti Luchini Lucia Luciani Luciano Lucidi Luconi Łuczak Lüders Ludewig Ludolf
  Ludwig Lufft Lugli Luise Lukas Łukasiewicz Łukasik Łukaszewski Lukoschek Lunger Luongo Lupi Lupica Lupo Luppi Luppino
  Lüscher Lustenberger Luther Lüthi Lutje Lutz Luzi Luzzi Maak Maas Maaß Macaluso Macchi Macchia Mächtig Maciejewski Maciąg
  Mack Mackiewicz Macrì Maczey Madej Mader Mäder Madetzky Madonna Madubuko Maffei Maggi Maggiani Maggio Maggiore Magi
  Magliocco Magnani Magno Mahdi Mahler Mahmoud Mahn Mai Maiello Maier Mainardi Maio Maione Mair Maisch Maj Majcher Majchrzak
  Majewski Majka Makowski Malagoli Malaspina Malatesta Malavasi Malec Małecki Małek Malek Malerba Malicki Malik Malinowski
  Maliszewski Malizia Malkus Mallmann Maltese Malucha Manca Mancinelli Mancini Mancino Mancuso Manetti Manfredi Mangano
  Mangione Manica Manicone Maniscalco Mann Manna Mannino Manno Manns Mansour Mansouri Manti Mantovani Manz Manzella Manzi
  Manzo Maragno Marahrens Marangi Marangon Marangoni Marani Marano Marcelli Marcello Marchesan Marchese Marchesi Marchesini
  Marchetti Marchetto Marchewka Marchewski Marchi Marchini Marciano Marcianò Marciniak Marcinkowski Marcon Marconi
  Marcovecchio Marcucci Marczak Marega Marek Marelli Maresca Margiotta Margis Mari Marian Mariani Mariano Maric Marinelli
  Marini Marino Marinucci Mariotti Mariucci Markiewicz Markovic Markowski Marl Marner Marone Marongiu Marotta Marquardt
  Marquart Marra Marras Marrazzo Marrone Marschek Marsella Marsili Marszałek Martel Martelli Martellucci Marten Martens Marti
  Martin Martina Martinelli Martines Martinez Martini Martino Martorana Martucci Marx Marxen März Marzano Marzec Marzi
  Marziali Marzocchi Masala Mascia Masciandaro Mascolo Masi Masia Masiero Maślanka Masłowski Massa Massari Massaro Massimi
  Mastrogiacomo Mastroianni Mastronardi Mastropietro Masucci Matarazzo Matera Mathes Mathies Mathiszik Matic Matranga Matschke
  Matta Mattei Mattern Matteucci Matthes Mattia Mattioli Matula Matusiak Matuszak Matuszewski Matysiak Mau Maugeri Maul Maurer
  Mauri Maurizi Mauro Mauroff Mauser Mautone May Maybach Mayer Mayerhofer Mayhoş Mayr Mazur Mazurek Mazurkiewicz Mazza
  Mazzanti Mazzarella Mazzaro Mazzei Mazzeo Mazzi Mazzini Mazzocchi Mazzola Mazzoleno Mazzone Mazzoni Mazzotta Mazzotti
  Maćkowiak McDonald Mebold Mecca Medeot Medici Medugno Megna Mehl Mehler Mehlhorn Mehlorn Meier Meili Meinhardt Meisch Meisel
  Meiser Meißner Meissner Meister Melandri Mele Meli Melillo Melis Meloni Melzer Memoli Mencarelli Menconi Menegatti
  Menemencioğlu Menga Mengoni Menna Menne Menozzi Mensah Mensing Menz Menzel Meo Mercuri Mercurio Mereu Merkel Merli Merlo
  Merola Merseburg Mertens Mertoğlu Mertz Merx Merz Mesloh Messana Messaoudi Messina Mettler Metz Metzger Metzner Mewes Meyer
  Meyers Micco Miccoli Miceli Michalak Michalczyk Michałek Michalik Michallek Michałowski Michalski Michel Micheletti Michels
  Michelucci Micillo Miehle Mielczarek Mielke Mierzejewski Migliaccio Miglio Migliore Mignogna Mika Mikitenko Miklaś
  Mikołajczak Mikołajczyk Mikulski Milan Milani Milano Milazzo Milczarek Milde Milella Milewski Militello Milosevic Minah
  Minelli Mingarelli Minniti Mintzlaff Miotto Mirabella Misiak Miśkiewicz Mistretta Misztal Młynarczyk Möbius Moccia
  Mockenhaupt Möcks Moder Modica Modzelewski Moede Moedl Moeller Moffa Mögenburg Moguenara Mohamad Mohamed Mohammadi Mohammed
  Mohr Mohrhard Möhsner Möldner Molenda Molinari Molinaro Molitor Moll Möllenbeck Möller Mollica Möllinger Molnar Molteni
  Molzan Monaci Monaco Monni Montag Montagna Montagner Montalbano Montalto Montanari Montanaro Montefusco Monteleone
  Montemurro Monterosso Montesano Monti Monticelli Moormann Mora Morabito Morandi Moras Morawski Mordenti Mordhorst Moreau
  Morelli Morello Moretti Moretto Morgante Morgenstern Morhelfer Mori Moriconi Morini Moritz Moro Moroni Morra Morreale Morri
  Morrone Mörsch Mosca Moscato Moser Mosner Mosti Motchebon Motisi Motta Mottola Motyka Motzenbbäcker Moussa Mroczek
  Mroczkowski Mróz Mrozek Mrugalla Mucha Muckenthaler Mues Mühleis Mühler Mulas Müller Mulrain Mulè Munaro Münch Mundt Mura
  Muratore Murawski Murgia Murolo Murphy Murru Murtas Murz Musa Musella Musiał Musso Mustafa Musumeci Muszyński Nabein Nabow
  Näf Nagel Nagy Najafi Najjar Nalbantoğlu Nannen Nanni Napierała Napoletano Napoli Napolitano Nappi Narcisi Narciso Nardi
  Nasr Nasser Nastvogel Natale Natali Nau Naubert Naumann Nava Navarra Nawrocki Nawrot Nazari Nazzaro Ne Nebioğlu Negri Nehls
  Neimke Nell Nemeth Neri Nerius Nesti Neubauer Neuber Neubert Neuendorf Neuer Neuhaus Neuhauser Neumair Neumann Neupert
  Neurohr Neuschwander Newton Ney Nguyen Nicastro Niccolai Nickel Nicolay Nicoletti Nicolini Nicolosi Nicolò Nicosia Nicotra
  Nieddu Niedermeier Niedziela Niedzielski Niedźwiecki Nieklauson Niemann Niemczyk Niemeyer Niemiec Niewiadomski Nigro Niklaus
  Nikolic Nitsche Nitzsche Noack Nobile Nobili Nocentini Nocera Nocerino Nodler Noga Nöh Nöll Noll Nolte Noori Normann Norris
  Northoff Nota Notaro Noto Novak Novelli Novello Novotny Nowack Nowacki Nowaczyk Nowak Nowakowski Nowicki Nowik Nowiński
  Nucci Nucera Null Numanoğlu Nussbeck Nuzzo Nwachukwu Nytra Oberem Obergföll Obermaier Obrien Occhipinti Ochs Oder Odermatt
  Oehler Oeser Oggiano Okumuş Okur Olbrich Olczak Olejniczak Olejnik Oliva Oliveira Oliveri Olivi Olivieri Oliviero Olla
  Olszewski Omar Onnen Önür Ophey Opitz Oppong Oraloğlu Orbay Orefice Örge Orlandi Orlando Orłowski Orrù Orsini Ortenzi Orth
  Orthmann Ortmann Ortolani Orzechowski Oschkenat Osei Osenberg Osiński Osman Ossowski Ostendarp Östringer Ostrowski Ostuni
  Ostwald Oswald Othman Ott Ottaviani Ottaviano Otte Otto Ottonello Owczarek Öymen Ozansoy Özberk Özbey Özbir Özcan Özdemir
  Özdenak Özdoğan Özer Özgörkey Özkan Özkara Özkök Öztekin Öztonga Öztuna Öztürk Pabst Pace Paci Pacifici Pacifico Pacini
  Paczkowski Padovan Padula Paesler Paganelli Pagani Pagano Pagliai Pagliuca Pahl Pajonk Pająk Paksüt Pakuła Pala Palacz
  Paladini Palano Palazzi Palazzo Palazzolo Palermo Pałka Palla Palladino Pallentin Pallotta Palma Palmeri Palmieri Palmisani
  Palmisano Palombi Palombo Paluch Palumbo Panaro Pandolfi Panek Panetta Pani Panico Pantano Panza Panzeri Panzig Paola
  Paolella Paoletti Paoli Paolicelli Paolillo Paolini Paolino Paolucci Paone Paonessa Papa Papaleo Papapietro Pape Papini
  Pappalardo Paradiso Pardini Parente Pariggiano Paris Parise Parisi Parodi Parrinello Parrino Partyka Pascale Pascali
  Pascarella Paschke Pascucci Pasini Pasqua Pasquali Pasquini Passarelli Passeri Passero Passuello Pasternak Pastore
  Pastorelli Pastorino Paszkowski Patanè Patriarca Patrone Patruno Patti Pätzold Patzwahl Pau Paukner Paul Paulsen Pavan
  Pavani Pavlovic Pavone Pawelec Pawlak Pawlicki Pawlik Pawlikowski Pawłowski Pawlowski Peaquin Pece Pech Peck Pecora Pecoraro
  Pecorella Pedersen Pedone Pedrazzini Pedroni Pedrotti Pekkan Pektemek Pellecchia Pellegrini Pellegrino Pellicano Pellicanò
  Pellitteri Peluso Penna Pennestrì Penzo Pepe Perego Pereira Perez Perilli Perin Perini Perna Peroni Perotti Perra Perri
  Perrini Perrone Perrotta Perugini Peruzzi Pesaresi Pesce Peselman Pession Peter Peters Petersen Peterson Petito Petralia
  Petrarca Petrella Petrelli Petri Petrini Petrone Petronio Petrov Petrovic Petrucci Petry Petsch Petzold Petzolt Pezzella
  Pezzi Pfaff Pfeifer Pfeiffer Pfeil Pfennig Pfersich Pfingsten Pfister Pflieger Pflügner Pfuhl Pham Philipp Piacentini Piana
  Pianese Pianigiani Piasecki Piazza Piazzolla Pibiri Pica Picariello Picchi Piccinini Piccione Picco Piccoli Piccolo Pichl
  Pichler Pichlmaier Piechota Pieczek Piekarski Pieper Pieri Pierini Pierro Piesker Pietras Pietruszka Pietrzak Pietrzyk
  Pietsch Piga Pignatelli Pilarski Piłat Pilato Pilch Pili Pillitteri Pinardi Pingpank Pini Pinna Pinnock Pinto Pintus
  Piórkowski Piotrowicz Piotrowski Pipitone Pippig Piras Pircher Piredda Pirker Pirone Pirrello Pirrone Pisani Pisano
  Pischedda Pisciotta Piscitelli Piscopo Pisu Pitschugin Pittalis Pitzalis Piva Pivetta Piwowarczyk Pizzi Pizzimenti Pizzitola
  Pizzo Pizzuti Piątek Piątkowski Plank Plass Platania Plath Platzer Plauk Plautz Pletsch Płonka Plotzitzka Pluta Poçan Pöche
  Podgórski Poehn Poeschl Pöge Poggi Poggio Pogorzelski Pöhl Pohl Pohland Pohle Pöhlmann Polak Polat Polese Poletti Poli
  Polidori Polifka Polimeno Politi Polito Polizzi Pollina Pollmächer Polverino Pomp Pompei Pompili Pompilio Ponitzsch Ponti
  Popescu Popławski Popov Popp Porcari Porcu Porsche Porth Portmann Portsch Porębski Posch Poschmann Poser Postiglione Potenza
  Pottel Poulsen Poyrazoğlu Pozzi Pozzo Prah Prange Pratesi Praticò Prato Prediger Prencipe Pressler Prete Preuk Preuß Preuss
  Prey Preziosi Priemer Principato Prinz Prisco Privitera Probst Prochazka Procopio Proietti Prokop Proske Provenzano Prus
  Przybył Przybyła Przybylski Przybysz Ptak Puca Pucci Puccio Puchalski Puddu Puggioni Pugliese Pugliesi Puglisi Puhl Puleo
  Pusch Putz Putzolu Pytel Qasim Quaglia Quaranta Quarta Quast Quinto Raab Raabe Rabenstein Rach Raczyński Radecki Rademacher
  Rader Rädler Radomski Radtke Raffa Rago Ragone Ragusa Rahimi Rahman Rahn Raimondi Raimondo Rainer Rais Raith Rak Rakowski
  Rallo Rambaldi Ramella Rampazzo Randazzo Raneri Ranftl Rangen Ranieri Raniolo Räntsch Ranucci Ranz Rapisarda Rapp Rapuano
  Rasch Rashid Rasul Ratajczak Rath Ratti Rau Raubuch Rauch Raukuc Rausch Rauso Rautenkranz Ravaioli Re Rea Reale Recchia
  Redaelli Reder Regner Rehwagen Reiber Reich Reichardt Reichel Reichelt Reichert Reichling Reif Reifenrath Reiger Reimann
  Reimer Reimers Reina Reinberg Reinelt Reinhardt Reinhold Reinke Reis Reiß Reisch Reiss Reiter Reitner Reitze Renda Renk
  Renna Renner Rentz Renz Renzi Repetto Reppin Resch Restivo Restle Restorff Reth Retzke Reuber Reumann Reus Reuß Reuss Reusse
  Reuter Rey Rezai Rheder Rhein Rhoden Riccardi Ricci Ricciardi Riccio Riccobono Richards Richter Ridolfi Riechert Rieck
  Riedel Rieder Riediger Riedl Rieger Riegler Riekmann Riemann Riepl Riermeier Ries Riese Riess Riester Rieter Riethmüller
  Rietmüller Rietscher Riggi Riggio Righetti Righi Rigoni Rinaldi Ringel Ringer Rink Riolo Riparbelli Ripken Risch Riss Risse
  Ritosek Ritschel Ritter Rittweg Ritz Riva Rizza Rizzi Rizzo Roba Robak Roberti Roberts Robinson Rocca Rocchi Rocco Rockmeier
  Rodehau Roder Röder Rodigari Rödiger Rodowski Rodriguez Roecker Rogala Rogalski Roggatz Rogolino Rogowski Rohde Rohländer
  Rohler Röhr Rohr Rohrer Rojek Rokossa Roleder Rollo Roloff Romagnoli Romanelli Romani Romaniello Romanini Romano Romanowski
  Romeo Rondinone Rondoni Roos Rosa Rosati Rosbach Rösch Roschinsky Röse Rose Rosenauer Rosenbauer Rosenthal Rosi Rosiak
  Rosiński Rosksch Rösler Rößler Ross Rossberg Rosselli Rosset Rossetti Rossi Rossini Rössler Rossler Rössner Rosso Rost Röst
  Rota Roth Rothe Rother Rotolo Rotondo Röttger Rotundo Różański Różycki Ruberto Rubino Rucco Ruch Ruciński Ruckdeschel Rücker
  Rüdiger Rudnicki Rudolph Rudziński Rudzki Rüegg Ruf Ruggeri Ruggieri Ruggiero Rumpf Runge Ruotolo Rupp Rupprecht Ruß Rusch
  Rusciano Rusin Russ Russo Rust Rüter Ruth Rutkowski Rybak Rybarczyk Rybicki Ryjikh Ryzih Rzepka Saad Saba Sabatini Sabatino
  Sabato Sabbagh Sabbatini Sabia Sabino Sacchet Sacchetti Sacchi Sacco Saccone Sachs Sachse Sack Sadek Sadıklar Sadiq Sadowski
  Saeed Saflanis Sagafe Sagonas Şahan Şahin Sahner Saia Said Saile Sailer Sala Saladino Salama Salamone Salatiello Saleh Salem
  Salemi Salemme Salerno Salierno Salim Salis Salman Salomon Salomone Salow Salvadori Salvati Salvatore Salvatori Salvi
  Salvucci Salzano Salzer Salzmann Samancı Sammartano Sammartino Sammert Sanchez Sandalcı Sander Sanfilippo Sänger Sanna
  Sannino Sansone Santamaria Santangelo Santarelli Santarossa Santarsia Santarsiero Santi Santilli Santinelli Santini Santo
  Santoni Santori Santoro Santos Santucci Sapienza Saponaro Saporito Saracino Sardella Sardina Sarı Sarıoğlu Sarnataro Sarti
  Sartor Sartori Sarvari Sassano Sassi Sasso Satta Sattelmaier Sattler Sauer Sauerland Saumweber Sauter Savini Savoca Savoia
  Sawicki Sayed Saygıner Sbrana Scaglione Scala Scalia Scalise Scalzo Scano Scanu Scarano Scardino Scarpa Scarpellini Scc
  Schacht Schade Schaefer Schäfer Schaffarzik Schäffel Schäffer Schahbasian Schaller Schäning Schank Schaper Schär Schärer
  Scharf Schatz Schaub Schauer Schedler Scheer Scheidegger Schelk Schell Schellenbeck Scheller Schelling Schembera Schenk
  Scherbarth Scherer Scherini Scherrer Schersing Scherz Schettino Scheurer Scheuring Scheytt Schiavi Schiavo Schiavon
  Schiavone Schick Schielke Schieskow Schifano Schildhauer Schillaci Schiller Schilling Schima Schimmer Schindler
  Schindzielorz Schink Schirmer Schirrmeister Schirru Schlachter Schlangen Schlatter Schlawitz Schlechtweg Schlegel Schley
  Schlicht Schlitzer Schlüter Schmalzle Schmid Schmidl Schmidt Schmidtchen Schmidtke Schmied Schmitt Schmitter Schmitz Schmuhl
  Schneeberger Schneider Schnelting Schnieder Schniedermeier Schnürer Schnyder Schober Schoberg Schoch Schöckel Scholl
  Schöller Scholz Scholze Schönball Schönbeck Schönberg Schondelmaier Schöne Schönebeck Schönenberger Schönfeld Schönherr
  Schönlebe Schorr Schott Schottmann Schötz Schouren Schrader Schramm Schreck Schreiber Schreiner Schreiter Schröder Schröter
  Schubart Schubert Schuch Schuermann Schuff Schuh Schuhaj Schuldt Schüler Schuler Schult Schulte Schultheiß Schultz Schultze
  Schulz Schulze Schumacher Schumann Schunk Schupp Schüppel Schürch Schuri Schuster Schütz Schütze Schwab Schwabe Schwalbe
  Schwalm Schwanbeck Schwandke Schwanitz Schwarthoff Schwartz Schwarz Schwarze Schwarzer Schwarzkopf Schwarzmeier Schwatlo
  Schwatz Schweisfurth Schweizer Schwenk Schwennen Schwerdtner Schwidde Schwirkschlies Schwuchow Sciacca Scocco Scognamiglio
  Scopece Scorza Scotti Scrofani Scuderi Sebastiani Secchi Secci Sechi Sedl Seeger Seelig Sehls Seibold Seidel Seiders Seidl
  Seidler Seifert Seigel Seiler Seitz Sell Semeraro Semisch Semprini Şen Senatore Senger Senkel Senn Sepe Sepetçi Serafin
  Serafini Serafino Serena Sergi Serpa Serr Serra Sessa Sestito Severi Severino Sevi Sewald Sezek Sforza Shaheen Shala Shami
  Sharif Sharifi Siciliano Sidler Siebel Siebert Siedel Siedlecki Siegel Siegling Siegrist Sielemann Sieler Siemon Siener
  Sienkiewicz Sieradzki Sievers Sievert Siewert Signorelli Signorile Signorini Sigrist Sihler Siino Sikora Sikorski Silenzi
  Sillah Silva Silvestri Silvestrini Silvestro Simeoli Simeone Simeoni Simeti Simon Simoncelli Simone Simonetti Simoni
  Simonini Simons Şimşek Simula Sinanoğlu Singer Sini Sinnhuber Sinopoli Siracusa Siragusa Siri Sischka Sitek Siwek Skalski
  Skiba Skibicki Skibiński Skoczylas Skóra Skowron Skowronek Skowroński Skrzypczak Skrzypek Sladek Sławiński Slimani Śliwa
  Śliwiński Slotta Słowik Słowiński Ślusarczyk Smieja Smirnov Smith Smoliński Sobczak Sobczyk Sobieraj Sobolewski Soboll
  Soccorsi Socha Sochacki Sodano Sokół Sokolowski Sokołowski Soldati Solinas Soller Sollner Solmaz Sołtys Sołtysiak Sommer
  Sommerer Somner Somssich Sönmez Sonn Sonnabend Sonntag Sorbello Sorce Sören Soro Sorrentino Sosnowski Sottile Sowa Sowiński
  Sözeri Spada Spadafora Spadaro Spadoni Spagnolo Spagnuolo Spahn Spangler Spank Spano Spanu Spanò Sparacino Spataro Späth
  Specht Spelmeyer Spengler Speranza Sperling Spiegelburg Spielvogel Spies Spiga Spina Spinelli Spinner Spitzer Spitzmüller
  Spizzirri Splinter Sporrer Spörri Spöttel Sprenger Springer Sroka Stabile Stachowiak Stachowicz Stachura Stachurski
  Stadelmann Stadler Staffieri Stahl Stalder Stall Stanek Stang Stänger Stanger Stangl Stanisławski Staniszewski Stankiewicz
  Stankovic Stanzione Stark Stasiak Staszewski Staub Stauffer Stauss Stawicki Stec Steding Stefani Stefaniak Stefański Steffen
  Steffens Steffny Steger Steidl Steigauf Steiger Stein Steinbach Steinbauer Steinbrecher Steinecke Steiner Steinert Steinkamp
  Steinl Steinmann Steinmetz Stelkens Stell Stella Stelmach Stemmer Stengel Stenger Stengl Stenzel Stepanov Stephan Stepien
  Stern Sterner Stettler Steuk Stief Stieger Stiehl Stifel Stigliano Stiller Stock Stocker Stöckert Stöckli Stöger Stojanovic
  Stolarczyk Stolarski Stoll Stolle Stolz Stöppler Storch Storl Storm Storp Storti Stoutjesdijk Stöwer Strano Strasser
  Stratmann Straub Strauß Strausa Streck Streese Strege Streit Streller Strieder Striezel Strobel Ströbel Strogies Strohschank
  Strunz Strutz Strzelczyk Strzelecki Stube Stucki Studer Stuhl Stumpf Sturm Stürmer Stutz Stępień Stępniak Sucameli Sucera
  Suffa Sujew Suleiman Süleymanoğlu Sultan Surace Suriano Surma Sürth Süß Suski Sussmann Suter Suthe Sutschet Sutter Svoboda
  Świderski Świerczyński Swillims Świątek Szabo Szafrański Szatkowski Szczepaniak Szczepanik Szczepanski Szczepański Szczerba
  Szcześniak Szczygieł Szczęsna Szczęsny Szeląg Szendrei Szewczyk Szostak Szulc Szwarc Szwed Szydłowski Szymanski Szymański
  Szymczak Szymczyk Szymkowiak Szyszka Tacconi Tächl Taddei Tafelmeier Tagliabue Tagliaferri Taha Tahincioğlu Tahir Talarico
  Tallarico Tallone Tamburini Tamimi Tammaro Tang Tanner Tanrıkulu Tanzi Taormina Tarantino Tarnowski Tarquini Tartamella Taş
  Tasche Taşçı Taşlı Tassi Tassinari Tasso Tassone Tataranni Tauber Taufratshofer Tavani Taylor Tazegül Tazi Tedde Tedeschi
  Tedesco Tegethof Teichmann Tekand Tekelioğlu Tekin Telesca Tepper Terenzi Teresi Terheiden Terlecki Terlizzi Termine Terzi
  Terzo Tesi Testa Teufel Thaler Thalner Theele Theil Thieke Thiel Thiele Thielen Thiem Thieme Thill Thimm Thiomas Thomas
  Thommen Thompson Thomsen Thöne Thränhardt Thriene Thust Thyssen Tiano Tiberti Tidow Tiedemann Tiedtke Tietz Tietze Tilgner
  Till Tillack Tilotta Timm Timmermann Tiozzo Tirelli Tirri Tischler Tischmann Tittman Tivontschik Tkaczyk Többen Tobler
  Todaro Tofani Tokarski Tokatlıoğlu Tokgöz Toldo Tolomeo Tolu Tomala Tomaselli Tomasello Tomasi Tomassoni Tomaszewski Tomczak
  Tomczyk Tomei Tommasi Tomys Tonat Tonelli Tonini Tonn Topaloğlu Topçuoğlu Töpfer Toprak Toraman Torchia Torchio Tornatore
  Torre Torresi Torri Torrisi Tortora Tortorici Toscano Tosi Totaro Toth Toti Toto Tracz Träger Traini Tralli Trampeli Tran
  Trapani Trauth Trautmann Travaglini Travan Traverso Treff Tremmel Tress Tretola Trevisan Triolo Tripodi Tröger Troisi
  Trojanowski Trombetta Trovato Trummer Trzciński Trzeciak Tsamonikian Tschiers Tschirch Tucci Tuccillo Tuch Tucholke Tudow
  Tufano Tufo Tuğlu Tuğluk Tumbarello Tumino Tunaboylu Tunç Tunçeri Turan Turchi Turco Turek Türk Türkdoğan Türkyılmaz Tuschmo
  Tütüncü Tüzün Twardowski Überacker Uca Uçar Ugolini Uhl Uhlemann Uhlig Uhrig Uibel Uliczka Ullmann Ullrich Ulrich Uluhan
  Umbach Umlauft Umminger Ünal Unger Unterpaintner Urban Urbańczyk Urbanek Urbaniak Urbano Urbanowicz Urbański Urbanski
  Urbansky Urhig Urso Usai Uysal Vacca Vaccari Vaccaro Vahlensieck Vailati Valente Valenti Valentini Valentino Valenza Valeri
  Valle Valletta Valli Vallone Valsecchi Van Vangermain Vanni Vannini Varga Varriale Vascotto Vassallo Vater Vecchi Velioğlu
  Vella Venezia Venghaus Ventimiglia Ventura Venturelli Venturi Venturini Vercesi Verde Verme Verniest Veronese Verzi Vetter
  Vey Vezzoli Viale Vianello Vicari Vichi Vicinanza Vicini Viellehner Vierin Vieweg Villa Villani Villari Vincenzi Vinci Viola
  Violante Violi Virgilio Visani Visconti Viscò Visentin Visintin Vita Vitale Vitali Viti Vitiello Vittori Viviani Vizziello
  Voelkel Vogel Vogelgsang Vogelsang Vogler Vogt Voigt Vokuhl Volk Volker Völker Volkmann Vollmer Volpe Volpi Von Vona Vontein
  Voß Voss Vuillermoz Vukovic Wachenbrunner Wachtel Wagenknecht Wagner Wahl Waibel Wakan Walczak Walder Waldmann Walker
  Walkowiak Wall Wallner Wallstab Walser Walter Walther Walton Walz Wanger Wanner Warchoł Wartenberg Waschbüsch Wasiak
  Wasilewski Wassilew Wassiluk Wawrzyniak Weber Wegener Wegmann Wegner Wehrli Wehrsen Weibel Weidlich Weidner Weigand Weigel
  Weight Weigner Weiler Weimer Weinert Weiß Weis Weise Weiss Weller Welsch Welter Welz Welzel Wendel Wendt Wenger Weniger
  Weninger Wenk Wenz Wenzel Werle Werner Werrmann Weser Wesołowski Wessel Wessinghage Westphal Wettstein Wetzel Wever Weyel
  Wezel White Wichmann Wickert Widmer Wiebe Wiechmann Wieczorek Wiegand Wiegelmann Wiegner Wiemer Wierig Wierzbicki Wiese
  Wieser Wiesinger Wiesner Wilczek Wilczyński Wild Wilde Wilhelm Wilk Wilke Wilky Will Wille Williams Willms Willwacher Wilson
  Wilts Wimmer Winiarski Winkel Winkelmann Winkler Winter Winterer Wirth Wirtz Wirz Wischek Wischer Wisniewski Wiśniewski
  Wissing Witczak Witek Witkowski Witt Witte Wittich Wittig Wittl Wittmann Wiącek Więcek Więckowski Wlodarczyk Włodarczyk
  Włodarski Wnuk Wöhl Wohl Wójcicki Wojciech Wojciechowski Wójcik Wojcik Wojtas Wojtasik Wojtczak Wojtkowiak Wójtowicz Wolak
  Wolf Wolfarth Wolff Woliński Wollenberg Wollmann Wolny Wölpert Wolski Wolter Wolters Wood Worm Woś Wöschler Woytkowska
  Wozniak Woźniak Wright Wrobel Wróbel Wróblewski Wroblewski Wrona Wroński Wühl Wühn Wujak Wulf Wulff Wunderlich Wünsche Wurm
  Wüthrich Wyludda Wypych Wysocki Wyss Wyszyński Wąsik Wąsowski Węgrzyn Yalçın Yassin Yavuz Yazıcı Yeşilkaya Yetkiner Yildirim
  Yıldırım Yildiz Yıldız Yıldızoğlu Yılmaz Yilmaz Yılmazer Yorulmaz Youssef Yüksel Yusuf Zabłocki Zaborowski Zaccaria Zaccaro
  Zach Zaczkiewicz Zagaria Zago Zagórski Zahn Zahra Zaid Zaituc Zajac Zając Zajączkowski Zakrzewski Zalewski Zambon Zamboni
  Zambuto Zampieri Zanatta Zander Zandt Zanella Zanelli Zanetta Zanetti Zani Zanner Zanon Zanotti Zapletal Zappacosta Zappalà
  Zappia Zaremba Zarzycki Zaręba Zauber Zauner Zawada Zawadzki Zbinden Zdunek Zech Zechner Zedda Zehnder Zeidler Zeigler Zekl
  Zeller Zender Zeni Zennaro Zeuch Zeyen Zeyhle Ziad Ziani Zieger Ziegler Zielinski Zieliński Zielonka Ziller Zimanyi Zimmer
  Zimmermann Zingaretti Zingg Zink Zinser Zintl Ziółkowski Ziolkowski Zipp Zipse Zito Zięba Ziętek Zöchling Zoller Zollinger
  Zollo Zordan Zorn Zotti Zschunke Zuber Zucca Zuliani Zullo Zumbo Zümsande Zunino Zürcher Zwiener Zwoliński Zych Zygmunt Żak
  Żebrowski Żmuda Żuk Żukowski Żurawski Żurek Żyła`;
